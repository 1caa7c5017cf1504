import Foundation
import NeuralCore
import SeededRandom
import Testing

private typealias Server = ModelStoreServer
private typealias Reply = ModelStoreServer.Reply

/// `pull` against a server in this process.
@Suite struct ModelStoreDownloadTests {
    private let data = SampleModel.data

    @Test func aWholeDownloadIsInstalled() throws {
        let server = try Server { _, _ in .whole(SampleModel.data, tag: "\"1\"") }
        let fixture = try ModelStoreFixture([SampleModel.entry([server.address("sample.onnx")])])
        var events: [ModelStore.PullEvent] = []
        let outcome = try fixture.store.pull(fixture.store.entries[0]) { events.append($0) }
        #expect(outcome == .fetched)
        #expect(fixture.data("sample.onnx") == data)
        #expect(fixture.contents == ["sample.onnx"])
        #expect(events.first == .connecting(to: server.address("sample.onnx")))
        #expect(events.last == .received(bytes: 300_000, of: 300_000))
        #expect(server.requests.count == 1 && server.requests[0].method == "GET")
        #expect(server.requests[0].fields["range"] == nil)
    }

    @Test func aCutDownloadGoesOnWhereItStopped() throws {
        let server = try Server { request, index in
            var reply = Reply.ranged(SampleModel.data, tag: "\"1\"", to: request)
            if index < 2 { reply.cut = 100_000 }
            return reply
        }
        let fixture = try ModelStoreFixture([SampleModel.entry([server.address("sample.onnx")])])
        var retries = 0
        try fixture.store.pull(fixture.store.entries[0]) { if case .retrying = $0 { retries += 1 } }
        #expect(fixture.data("sample.onnx") == data)
        #expect(fixture.contents == ["sample.onnx"])
        #expect(server.requests.map { $0.fields["range"] } == [nil, "bytes=100000-", "bytes=200000-"])
        #expect(server.requests.map { $0.fields["if-range"] } == [nil, "\"1\"", "\"1\""])
        #expect(retries == 2)
    }

    @Test func aLaterPullGoesOnToo() throws {
        let server = try Server { request, index in
            var reply = Reply.ranged(SampleModel.data, tag: "\"1\"", to: request)
            if index == 0 { reply.cut = 123_456 } else if index < 3 { return Reply(status: "503 Service Unavailable") }
            return reply
        }
        let fixture = try ModelStoreFixture([SampleModel.entry([server.address("sample.onnx")])])
        let entry = fixture.store.entries[0]
        #expect(
            message { try fixture.store.pull(entry) }
                == "cannot fetch model 'sample': \(server.address("sample.onnx")): HTTP 503. "
                + "`i2e models add sample FILE` installs a file that is here already")
        #expect(!fixture.store.isInstalled(entry))
        #expect(fixture.contents == ["sample.onnx.part", "sample.onnx.part.origin"])
        #expect(fixture.data("sample.onnx.part") == data.prefix(123_456))

        try fixture.store.pull(entry)
        #expect(fixture.data("sample.onnx") == data)
        #expect(fixture.contents == ["sample.onnx"])
        #expect(server.requests.last?.fields["range"] == "bytes=123456-")
    }

    @Test func aChangedFileBeginsAgain() throws {
        var old = data
        old[5] ^= 1
        let server = try Server { [old] request, index in
            guard index == 0 else { return .ranged(SampleModel.data, tag: "\"2\"", to: request) }
            var reply = Reply.whole(old, tag: "\"1\"")
            reply.cut = 100_000
            return reply
        }
        let fixture = try ModelStoreFixture([SampleModel.entry([server.address("sample.onnx")])])
        var counts: [Int] = []
        try fixture.store.pull(fixture.store.entries[0]) {
            if case .received(let count, _) = $0 { counts.append(count) }
        }
        #expect(fixture.data("sample.onnx") == data)
        #expect(server.requests.map { $0.fields["if-range"] } == [nil, "\"1\""])
        #expect(zip(counts, counts.dropFirst()).contains { $0 > $1 }, "\(counts)")
    }

    @Test func aServerWithoutRangesBeginsAgain() throws {
        let server = try Server { _, index in
            var reply = Reply.whole(SampleModel.data, tag: "\"1\"")
            if index == 0 { reply.cut = 100_000 }
            return reply
        }
        let fixture = try ModelStoreFixture([SampleModel.entry([server.address("sample.onnx")])])
        try fixture.store.pull(fixture.store.entries[0])
        #expect(fixture.data("sample.onnx") == data)
        #expect(server.requests.map { $0.fields["range"] } == [nil, "bytes=100000-"])
    }

    @Test func withoutAVersionNothingIsGoneOnWith() throws {
        let server = try Server { _, index in
            var reply = Reply(fields: [("ETag", "W/\"weak\"")], body: SampleModel.data)
            if index == 0 { reply.cut = 100_000 }
            return reply
        }
        let fixture = try ModelStoreFixture([SampleModel.entry([server.address("sample.onnx")])])
        try fixture.store.pull(fixture.store.entries[0])
        #expect(fixture.data("sample.onnx") == data)
        #expect(server.requests.map { $0.fields["range"] } == [nil, nil])
    }

    @Test func aServerThatAlwaysBreaksIsGivenUp() throws {
        let server = try Server { _, _ in
            var reply = Reply.whole(SampleModel.data, tag: "\"1\"")
            reply.cut = 1000
            return reply
        }
        let fixture = try ModelStoreFixture([SampleModel.entry([server.address("sample.onnx")])])
        let text = message { try fixture.store.pull(fixture.store.entries[0]) }
        #expect(
            text.hasPrefix("cannot fetch model 'sample': \(server.address("sample.onnx")): transfer closed with"),
            "\(text)")
        #expect(server.requests.count == 3)
    }

    @Test func aPartOfAnotherPlaceIsNotTaken() throws {
        let server = try Server { request, index in
            guard index > 0 else {
                var reply = Reply.whole(SampleModel.data, tag: "\"1\"")
                reply.cut = 1000
                return reply
            }
            return index == 1
                ? Reply(
                    status: "206 Partial Content", fields: [("Content-Range", "bytes 5-299999/300000")],
                    body: SampleModel.data.dropFirst(5))
                : .ranged(SampleModel.data, tag: "\"1\"", to: request)
        }
        let fixture = try ModelStoreFixture([SampleModel.entry([server.address("sample.onnx")])])
        var reasons: [String] = []
        try fixture.store.pull(fixture.store.entries[0]) {
            if case .retrying(let reason, _) = $0 { reasons.append(reason) }
        }
        #expect(fixture.data("sample.onnx") == data)
        #expect(reasons.last == "it answered with another part than byte 1000 on")
    }

    @Test func anOtherFileIsRefusedWithBothDigests() throws {
        let other = Data(repeating: 1, count: 300_000)
        let server = try Server { _, _ in .whole(other, tag: "\"1\"") }
        let fixture = try ModelStoreFixture([SampleModel.entry([server.address("sample.onnx")])])
        #expect(
            message { try fixture.store.pull(fixture.store.entries[0]) }
                == "cannot fetch model 'sample': \(server.address("sample.onnx")) gave a file with SHA-256 "
                + "f0a1c470ca104347cd08ab760cb2db9d3f9c6ccc7497c21b5a713646d7ec3c41, expected "
                + SampleModel.sha256 + ". `i2e models add sample FILE` installs a file that is here already")
        #expect(fixture.contents == [])
        #expect(server.requests.count == 1)
    }

    @Test func whatADamagedPartSpoiltIsFetchedAgain() throws {
        let server = try Server { request, index in
            var reply = Reply.ranged(SampleModel.data, tag: "\"1\"", to: request)
            if index == 0 { reply.cut = 100_000 } else if index < 3 { return Reply(status: "500 Oops") }
            return reply
        }
        let fixture = try ModelStoreFixture([SampleModel.entry([server.address("sample.onnx")])])
        #expect(message { try fixture.store.pull(fixture.store.entries[0]) } != "no error")
        var part = try #require(fixture.data("sample.onnx.part"))
        part[99_999] ^= 1
        try fixture.put(part, as: "sample.onnx.part")
        try fixture.store.pull(fixture.store.entries[0])
        #expect(fixture.data("sample.onnx") == data)
        #expect(server.requests.suffix(2).map { $0.fields["range"] } == ["bytes=100000-", nil])
    }

    @Test func anotherSizeIsRefusedBeforeAByteIsWritten() throws {
        let server = try Server { _, _ in .whole(SampleModel.data) }
        let fixture = try ModelStoreFixture([SampleModel.entry([server.address("a")], byteCount: 299_999)])
        #expect(
            message { try fixture.store.pull(fixture.store.entries[0]) }.hasPrefix(
                "cannot fetch model 'sample': \(server.address("a")): it offers 300000 bytes, the model has 299999. "))
        #expect(fixture.contents == [])
    }

    @Test func neverMoreIsWrittenThanTheModelHas() throws {
        let server = try Server { _, _ in Reply(body: SampleModel.data, declaredLength: .some(nil)) }
        let fixture = try ModelStoreFixture([SampleModel.entry([server.address("a")], byteCount: 299_999)])
        var most = 0
        #expect(
            message {
                try fixture.store.pull(fixture.store.entries[0]) {
                    if case .received(let count, _) = $0 { most = max(most, count) }
                }
            }.hasPrefix(
                "cannot fetch model 'sample': \(server.address("a")): it sends more than the 299999 bytes the model has. "
            ))
        #expect(most <= 299_999)
        #expect(fixture.contents == [])
    }

    @Test func aShortFileOfUnknownLengthIsNotTaken() throws {
        let server = try Server { _, _ in Reply(body: SampleModel.data.prefix(1000), declaredLength: .some(nil)) }
        let fixture = try ModelStoreFixture([SampleModel.entry([server.address("a")])])
        #expect(
            message { try fixture.store.pull(fixture.store.entries[0]) }.contains("it ended after 1000 of 300000 bytes")
        )
        #expect(!fixture.store.isInstalled(fixture.store.entries[0]))
    }

    @Test func notFoundIsFinalAndTheNextSourceIsAsked() throws {
        let server = try Server { request, _ in
            request.target == "/b" ? .whole(SampleModel.data) : Reply(status: "404 Not Found", body: Data("gone".utf8))
        }
        let lost = try ModelStoreFixture([SampleModel.entry([server.address("a")])])
        #expect(
            message { try lost.store.pull(lost.store.entries[0]) }
                == "cannot fetch model 'sample': \(server.address("a")): HTTP 404. "
                + "`i2e models add sample FILE` installs a file that is here already")
        #expect(lost.contents == [])
        #expect(server.requests.count == 1)

        let found = try ModelStoreFixture([SampleModel.entry([server.address("a"), server.address("b")])])
        try found.store.pull(found.store.entries[0])
        #expect(found.data("sample.onnx") == data)
    }

    @Test func redirectsAreFollowed() throws {
        let server = try Server { request, _ in
            switch request.target {
            case "/a": Reply(status: "302 Found", fields: [("Location", "/b?signed=1")], body: Data("moved".utf8))
            case "/b?signed=1": .ranged(SampleModel.data, tag: "\"1\"", to: request)
            default: Reply(status: "404 Not Found")
            }
        }
        let fixture = try ModelStoreFixture([SampleModel.entry([server.address("a")])])
        try fixture.store.pull(fixture.store.entries[0])
        #expect(fixture.data("sample.onnx") == data)
        #expect(server.requests.map(\.target) == ["/a", "/b?signed=1"])
    }

    @Test func aRedirectIntoTheFileSystemIsNotFollowed() throws {
        let server = try Server { _, _ in Reply(status: "302 Found", fields: [("Location", "file:///etc/passwd")]) }
        let fixture = try ModelStoreFixture([SampleModel.entry([server.address("a")])])
        #expect(
            message { try fixture.store.pull(fixture.store.entries[0]) }.contains(
                #"Protocol "file" not supported or disabled in libcurl"#))
        #expect(fixture.contents == [])
    }

    @Test func redirectsThatNeverEndDo() throws {
        let server = try Server { _, _ in Reply(status: "302 Found", fields: [("Location", "/a")]) }
        let fixture = try ModelStoreFixture([SampleModel.entry([server.address("a")])])
        #expect(
            message { try fixture.store.pull(fixture.store.entries[0]) }.contains("Maximum (10) redirects followed"))
        #expect(server.requests.count == 11)
    }

    @Test func aHeadWithoutEndIsNotListenedTo() throws {
        let line = (name: "X-Line", value: String(repeating: "a", count: 90_000))
        let server = try Server { _, _ in Reply(fields: Array(repeating: line, count: 40), body: SampleModel.data) }
        let fixture = try ModelStoreFixture([SampleModel.entry([server.address("a")])])
        // Newer versions of curl do not listen either.
        let text = message { try fixture.store.pull(fixture.store.entries[0]) }
        #expect(
            text.contains("it does not answer in HTTP") || text.contains("Too large response headers"), "\(text)")
        #expect(fixture.contents == [])
    }

    @Test func whatIsNoHTTPIsRefused() throws {
        let server = try Server { _, _ in Reply(status: "twohundred") }
        let fixture = try ModelStoreFixture([SampleModel.entry([server.address("a")])])
        let text = message { try fixture.store.pull(fixture.store.entries[0]) }
        #expect(text.hasPrefix("cannot fetch model 'sample': \(server.address("a")): "), "\(text)")
        #expect(fixture.contents == [])
    }

    @Test func aServerThatAsksToWaitIsAskedAgain() throws {
        let server = try Server { _, index in
            index == 0
                ? Reply(status: "429 Too Many Requests", fields: [("Retry-After", "1")]) : .whole(SampleModel.data)
        }
        let fixture = try ModelStoreFixture([SampleModel.entry([server.address("a")])])
        var events: [ModelStore.PullEvent] = []
        try fixture.store.pull(fixture.store.entries[0]) { events.append($0) }
        // No longer than the store's longest pause.
        #expect(events.contains(.retrying(reason: "HTTP 429", inSeconds: 0.02)))
        #expect(fixture.data("sample.onnx") == data)
    }

    @Test func aHostThatNeverAnswersIsNotAskedTwice() throws {
        let address: String
        do {
            let server = try Server { _, _ in Reply() }
            address = server.address("a")
        }
        let fixture = try ModelStoreFixture([SampleModel.entry([address])])
        var connections = 0
        let text = message {
            try fixture.store.pull(fixture.store.entries[0]) { if case .connecting = $0 { connections += 1 } }
        }
        #expect(
            text.hasPrefix("cannot fetch model 'sample': \(address): Failed to connect to 127.0.0.1 port "), "\(text)")
        #expect(connections == 1)
        #expect(fixture.contents == [])
    }

    @Test func aProxyIsAsked() throws {
        let proxy = try Server { _, _ in .whole(SampleModel.data) }
        let fixture = try ModelStoreFixture(
            [SampleModel.entry(["http://models.invalid/sample.onnx"])], environment: ["http_proxy": proxy.address("")])
        try fixture.store.pull(fixture.store.entries[0])
        #expect(fixture.data("sample.onnx") == data)
        #expect(proxy.requests.map(\.target) == ["http://models.invalid/sample.onnx"])
    }

    @Test func aSecureProxyIsAskedForATunnel() throws {
        let proxy = try Server { _, _ in Reply(status: "403 Forbidden") }
        let fixture = try ModelStoreFixture(
            [SampleModel.entry(["https://models.invalid/sample.onnx"])], environment: ["HTTPS_PROXY": proxy.address("")]
        )
        let text = message { try fixture.store.pull(fixture.store.entries[0]) }
        #expect(
            text.contains("CONNECT tunnel failed, response 403") || text.contains("Received HTTP code 403 from proxy"),
            "\(text)")
        #expect(proxy.requests.allSatisfy { $0.method == "CONNECT" && $0.target == "models.invalid:443" })
        #expect(!proxy.requests.isEmpty)
    }

    @Test func offlineOpensNoConnection() throws {
        let server = try Server { _, _ in .whole(SampleModel.data) }
        let fixture = try ModelStoreFixture([SampleModel.entry([server.address("a")])])
        #expect(
            message { try fixture.store.pull(fixture.store.entries[0], allowsDownload: false) }
                == "model 'sample' is not installed, and --offline forbids fetching it")
        #expect(!FileManager.default.fileExists(atPath: fixture.store.directory))
        try fixture.put(Data("abc".utf8), as: "sample.onnx")
        #expect(
            message { try fixture.store.pull(fixture.store.entries[0], allowsDownload: false) }
                == "model 'sample' is damaged, and --offline forbids fetching it")
        #expect(server.requests.isEmpty)
    }

    @Test func withoutCurlItSaysSo() throws {
        let fixture = try ModelStoreFixture(
            [SampleModel.entry(["https://models.invalid/a"])], environment: ["PATH": "/nowhere"])
        #expect(
            message { try fixture.store.pull(fixture.store.entries[0]) }.hasPrefix(
                "cannot fetch model 'sample': https://models.invalid/a: curl is needed to fetch it; install curl. "))
    }

    /// Pulls from several threads; how many fetched, how many found it installed, and what the others said.
    private func pullAtOnce(
        _ count: Int, _ store: ModelStore
    ) async -> (fetched: Int, found: Int, complaints: [String]) {
        await withTaskGroup(of: Result<ModelStore.PullOutcome, any Error>.self) { group in
            for _ in 0..<count {
                group.addTask {
                    await withCheckedContinuation { continuation in
                        Thread.detachNewThread {
                            continuation.resume(returning: Result { try store.pull(store.entries[0]) })
                        }
                    }
                }
            }
            return await group.reduce(into: (0, 0, [])) { total, result in
                switch result {
                case .success(.fetched): total.0 += 1
                case .success(.alreadyInstalled): total.1 += 1
                case .failure(let error): total.2.append("\(error)")
                }
            }
        }
    }

    @Test func whoWaitedTriesWhereTheFirstFailed() async throws {
        let server = try Server { _, index in
            Thread.sleep(forTimeInterval: 0.2)
            return index == 0 ? Reply(status: "404 Not Found") : .whole(SampleModel.data, tag: "\"1\"")
        }
        let fixture = try ModelStoreFixture([SampleModel.entry([server.address("a")])])
        let total = await pullAtOnce(2, fixture.store)
        #expect(total.fetched == 1 && total.found == 0)
        #expect(total.complaints.count == 1 && total.complaints[0].contains("HTTP 404"), "\(total.complaints)")
        #expect(fixture.data("sample.onnx") == data)
        #expect(fixture.contents == ["sample.onnx"])
    }

    /// Whatever a server does, a file under the final name is the model, and nothing else stays that is not a part of it.
    @Test(arguments: 0..<12) func noServerDamagesAModel(seed: Int) async throws {
        let server = try Server { request, index in
            var random = SeededRandom(seed: seed * 1000 + index)
            let tag = "\"\(Int.random(in: 0..<2, using: &random))\""
            var reply = Reply.ranged(SampleModel.data, tag: tag, to: request)
            switch Int.random(in: 0..<10, using: &random) {
            case 0: return Reply(status: "503 Service Unavailable", body: Data("later".utf8))
            case 1: return Reply(status: "416 Range Not Satisfiable")
            case 2: reply.body[reply.body.startIndex] ^= 1
            case 3: reply.declaredLength = .some(nil)
            case 4: reply.fields = reply.fields.filter { $0.name != "ETag" }
            default: break
            }
            if Bool.random(using: &random) { reply.cut = Int.random(in: 0...reply.body.count, using: &random) }
            return reply
        }
        let fixture = try ModelStoreFixture([SampleModel.entry([server.address("a")])])
        var isInstalled = false
        for _ in 0..<40 where !isInstalled {
            let total = await pullAtOnce(3, fixture.store)
            isInstalled = total.fetched == 1
            #expect(total.fetched <= 1 && total.found == (isInstalled ? 2 - total.complaints.count : 0), "seed \(seed)")
            if let installed = fixture.data("sample.onnx") { #expect(installed == data, "seed \(seed)") }
        }
        #expect(isInstalled, "seed \(seed)")
        #expect(fixture.contents == ["sample.onnx"], "seed \(seed)")
    }

    @Test func twoAtOnceFetchOnce() async throws {
        let server = try Server { _, _ in
            Thread.sleep(forTimeInterval: 0.2)
            return .whole(SampleModel.data, tag: "\"1\"")
        }
        let fixture = try ModelStoreFixture([SampleModel.entry([server.address("a")])])
        let total = await pullAtOnce(2, fixture.store)
        #expect(total.fetched == 1 && total.found == 1, "\(total)")
        #expect(server.requests.count == 1)
        #expect(fixture.data("sample.onnx") == data)
        #expect(fixture.contents == ["sample.onnx"])
    }

    @Test func anotherAddressCanBeNamed() throws {
        let server = try Server { _, _ in .whole(SampleModel.data) }
        let fixture = try ModelStoreFixture([SampleModel.entry(["https://models.invalid/a"])])
        try fixture.store.pull(
            fixture.store.entries[0], from: ModelEntry.Source(address: server.address("mirror/sample.onnx")))
        #expect(fixture.data("sample.onnx") == data)
        #expect(server.requests.map(\.target) == ["/mirror/sample.onnx"])
    }

    @Test func aFileOfThisMachineIsASourceEvenOffline() throws {
        let fixture = try ModelStoreFixture([SampleModel.entry([])])
        let mirror = try fixture.write(data, as: "a mirror.onnx")
        let source = try ModelEntry.Source(address: "file://" + mirror.replacing(" ", with: "%20"))
        try fixture.store.pull(fixture.store.entries[0], from: source, allowsDownload: false)
        #expect(fixture.data("sample.onnx") == data)

        let short = try fixture.write(data.prefix(10), as: "short.onnx")
        try fixture.store.remove(fixture.store.entries[0])
        #expect(
            message {
                try fixture.store.pull(fixture.store.entries[0], from: ModelEntry.Source(address: "file://" + short))
            }.hasPrefix(
                "cannot fetch model 'sample': cannot read '\(short)': it has 10 bytes, the model has 300000. "))
        #expect(
            message {
                try fixture.store.pull(
                    fixture.store.entries[0], from: ModelEntry.Source(address: "file://" + fixture.home + "/nothing"))
            }.hasPrefix("cannot fetch model 'sample': no such file: \(fixture.home)/nothing. "))
        #expect(fixture.contents == [])
    }

    @Test(arguments: ["ftp://a/b", "/a/b", "a", "https://", "file://host/a", "https://a/b c", "https://a/\u{e9}", ""])
    func addressesThatAreNone(address: String) {
        #expect(
            message { _ = try ModelEntry.Source(address: address) }
                == "'\(address)' is no address to fetch from; it takes https://…, http://… or file:///…")
    }

    @Test func aFullDiskIsKnownBefore() throws {
        let fixture = try ModelStoreFixture([SampleModel.entry(["https://models.invalid/a"], byteCount: 1 << 60)])
        let text = message { try fixture.store.pull(fixture.store.entries[0]) }
        #expect(
            text.hasPrefix("not enough space in '\(fixture.store.directory)': 1152921504.6 GB are needed, "), "\(text)")
        #expect(fixture.contents == [])
    }

    @Test func aFolderThatCannotBeIsNamed() throws {
        let fixture = try ModelStoreFixture([SampleModel.entry(["https://models.invalid/a"])])
        try Data().write(to: URL(fileURLWithPath: fixture.store.directory))
        #expect(
            message { try fixture.store.pull(fixture.store.entries[0]) }.hasPrefix(
                "cannot write '\(fixture.store.directory)': "))
    }
}
