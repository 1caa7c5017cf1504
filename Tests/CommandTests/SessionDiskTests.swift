import Foundation
import Glibc
import Raster
import Session
import Testing

/// What becomes of sessions when processes are killed, disks are full and folders may only be read.
@Suite struct SessionDiskTests {
    private let place: Workplace
    private static let isRoot = getuid() == 0

    init() throws {
        place = try Workplace()
        var image = RGBAImage(size: PixelSize(width: 160, height: 120), filledWith: RGBA8(225, 225, 220))
        for y in 60..<100 { for x in 20..<60 { image[x, y] = RGBA8(200, 40, 40) } }
        try Picture(image: image).write(to: place.path + "/room.png")
        #expect(try place.i2e("session", "new", "room.png", "-o", "room.i2e").status == 0)
    }

    private var bytes: Data { get throws { try Data(contentsOf: URL(fileURLWithPath: place.path + "/room.i2e")) } }

    /// As somebody who may not write what is root's, where the tests are root's.
    private func unprivileged(_ arguments: String...) throws -> Command {
        guard Self.isRoot else { return try Command(arguments, in: place.path) }
        return try Command(
            ["--reuid", "65534", "--regid", "65534", "--clear-groups", Command.executable.path] + arguments,
            in: place.path, executable: URL(fileURLWithPath: "/usr/bin/setpriv"))
    }

    @Test func whatMayOnlyBeReadStaysAsItIs() throws {
        let before = try bytes
        for mode in [0o444, 0o666] {
            chmod(place.path + "/room.i2e", mode_t(mode))
            chmod(place.path, 0o555)
            defer { chmod(place.path, 0o755) }
            let log = try unprivileged("session", "log", "room.i2e")
            #expect(log.errors == "* 0  room.png\n")
            let show = try unprivileged("session", "show", "room.i2e", "-o", "-")
            #expect(show.status == 0, "\(show.errors)")
            let say = try unprivileged("session", "say", "room.i2e", "remove the red box")
            #expect(say.status == 73)
            let why =
                mode == 0o444 ? "the file may only be read" : "its folder may not be written, which a change needs"
            #expect(say.errors == "error: cannot write 'room.i2e': \(why)\n")
            let new = try unprivileged("session", "new", "room.png", "-o", "other.i2e")
            #expect(new.status == 73)
            #expect(new.errors == "error: cannot write 'other.i2e': permission denied\n")
        }
        #expect(try bytes == before)
        #expect(try place.contents() == ["room.i2e", "room.png"])
    }

    @Test(.enabled(if: getuid() == 0, "mounting a small disk needs root")) func aFullDiskLosesNothing() throws {
        let disk = place.path + "/disk"
        try FileManager.default.createDirectory(atPath: disk, withIntermediateDirectories: true)
        guard mount("none", disk, "tmpfs", 0, "size=1m") == 0 else {
            print("skipped: a small disk cannot be mounted here")
            return
        }
        defer { umount(disk) }
        #expect(try place.i2e("session", "new", "room.png", "-o", "disk/room.i2e").status == 0)
        #expect(try place.i2e("session", "say", "disk/room.i2e", "move the red box 5 pixels left").status == 0)
        let filler = fopen(disk + "/filler", "w")
        while fputs(String(repeating: "x", count: 4096), filler) >= 0, fflush(filler) == 0 {}
        fclose(filler)
        let session = URL(fileURLWithPath: disk + "/room.i2e")
        let before = try Data(contentsOf: session)
        let say = try place.i2e("session", "say", "disk/room.i2e", "move the red box 5 pixels right")
        #expect(say.status == 73)
        #expect(say.errors == "error: cannot write 'disk/room.i2e': the disk is full\n")
        let new = try place.i2e("session", "new", "room.png", "-o", "disk/other.i2e")
        #expect(new.status == 73)
        #expect(new.errors.hasSuffix("error: cannot write 'disk/other.i2e': the disk is full\n"), "\(new.errors)")
        #expect(try Data(contentsOf: session) == before)
        #expect(try FileManager.default.contentsOfDirectory(atPath: disk).sorted() == ["filler", "room.i2e"])
        unlink(disk + "/filler")
        #expect(try place.i2e("session", "say", "disk/room.i2e", "move the red box 5 pixels right").status == 0)
    }

    /// `Benchmarks/Session/kill.py` does the same for longer.
    @Test func aKilledProcessLosesNoRound() throws {
        var made = 0
        for attempt in 0..<6 {
            let process = Process()
            process.executableURL = Command.executable
            process.arguments = ["chat", "room.png"]
            process.currentDirectoryURL = URL(fileURLWithPath: place.path)
            let (input, errors) = (Pipe(), Pipe())
            process.standardInput = input
            process.standardError = errors
            try process.run()
            // fits into the pipe
            let lines = (0..<400).map { "move the red box \($0 % 7 + 1) pixels \(["left", "right"][$0 % 2])\n" }
            input.fileHandleForWriting.write(Data(lines.joined().utf8))
            usleep(UInt32(40_000 + attempt * 37_000))
            kill(process.processIdentifier, SIGKILL)
            process.waitUntilExit()
            try input.fileHandleForWriting.close()
            let told = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
            let acknowledged = told.split(separator: "\n").filter { $0 == "wrote room-edited.png" }.count
            let log = try place.i2e("session", "log", "room.i2e")
            #expect(log.status == 0, "\(log.errors)")
            let rounds = log.errors.split(separator: "\n").count - 1
            #expect((acknowledged...acknowledged + 1).contains(rounds - made), "attempt \(attempt)")
            made = rounds
        }
        #expect(made > 0)
        #expect(try place.i2e("session", "show", "room.i2e").status == 0)
    }

    @Test func aChatAtATerminalCompletesAndRemembers() throws {
        // TIOCSPTLCK and TIOCGPTN: unlocked, and its number
        let master = open("/dev/ptmx", O_RDWR | O_NOCTTY)
        var (lock, number): (Int32, Int32) = (0, 0)
        try #require(master >= 0 && ioctl(master, 0x4004_5431, &lock) == 0 && ioctl(master, 0x8004_5430, &number) == 0)
        let slave = open("/dev/pts/\(number)", O_RDWR | O_NOCTTY)
        try #require(slave >= 0)
        defer { close(master) }
        let process = Process()
        process.executableURL = Command.executable
        process.arguments = ["chat", "room.i2e", "-o", "out.png"]
        process.currentDirectoryURL = URL(fileURLWithPath: place.path)
        process.environment = ProcessInfo.processInfo.environment.merging(["TERM": "xterm"]) { $1 }
        let terminal = FileHandle(fileDescriptor: slave, closeOnDealloc: false)
        process.standardInput = terminal
        process.standardError = terminal
        process.standardOutput = terminal
        try process.run()
        close(slave)

        var shown = ""
        var unread = ""
        /// Reads until the terminal shows `text`, and past it.
        func wait(for text: String) throws {
            var buffer = [UInt8](repeating: 0, count: 4096)
            let deadline = Date.now + 20
            while true {
                if let place = unread.range(of: text) {
                    unread = String(unread[place.upperBound...])
                    return
                }
                var ready = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
                try #require(poll(&ready, 1, 1000) >= 0 && Date.now < deadline, "waiting for \(text): \(shown)")
                guard ready.revents != 0 else { continue }
                let count = read(master, &buffer, buffer.count)
                try #require(count > 0, "waiting for \(text): \(shown)")
                let part = String(decoding: buffer[..<count], as: UTF8.self)
                unread += part
                shown += part
            }
        }
        func type(_ keys: String) { _ = keys.withCString { write(master, $0, strlen($0)) } }

        try wait(for: "0> ")
        type("move the re\t8 pixels left\n")
        try wait(for: "Move the red box 8 pixels left.")
        try wait(for: "1> ")
        // the line before, again
        type("\u{1B}[A\n")
        try wait(for: "2> ")
        type(":un\t\n")
        try wait(for: "undid round 2: move the red box 8 pixels left")
        try wait(for: "1> ")
        type(":quit\n")
        process.waitUntilExit()
        #expect(process.terminationStatus == 0, "\(shown)")
        let log = try place.i2e("session", "log", "room.i2e").errors
        #expect(
            log == "  0  room.png\n* 1  move the red box 8 pixels left\n- 2  move the red box 8 pixels left\n")
    }
}
