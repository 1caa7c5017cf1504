import Dispatch
import NeuralCore

/// Shows how a download goes: a bar on a terminal, a plain line now and then elsewhere.
final class DownloadProgress {
    private let entry: ModelEntry
    private var meter: TransferMeter?
    private var lastShownInSeconds = 0.0

    init(of entry: ModelEntry) { self.entry = entry }

    func show(_ event: ModelStore.PullEvent) {
        switch event {
        case .waiting:
            Terminal.say("another i2e is at \(entry.name); waiting for it")
        case .connecting(let source):
            Terminal.say("fetching \(entry.name), \(ByteSize(entry.byteCount)), from \(source)")
            Terminal.progress("fetching \(entry.name)")
            meter = nil
        case .received(let bytes, let total):
            received(bytes, of: total)
        case .retrying(let reason, let seconds):
            Terminal.say("\(reason); trying again in \(Int(seconds.rounded(.up))) s")
        }
    }

    private func received(_ bytes: Int, of total: Int) {
        let now = Double(DispatchTime.now().uptimeNanoseconds) / 1e9
        guard meter != nil else {
            meter = TransferMeter(total: total, bytes: bytes, atSeconds: now)
            lastShownInSeconds = now
            return
        }
        meter?.update(bytes: bytes, atSeconds: now)
        guard let meter, now - lastShownInSeconds >= (Terminal.showsProgress ? 0.1 : 10) else { return }
        lastShownInSeconds = now
        if Terminal.showsProgress {
            Terminal.show("\(entry.name) \(meter.bar)")
        } else {
            Terminal.say("\(entry.name) \(meter.text)")
        }
    }
}
