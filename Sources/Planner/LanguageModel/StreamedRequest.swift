package import Dispatch
package import Foundation
package import FoundationNetworking
import Synchronization

/// One HTTP request whose answer is taken piece by piece, as it comes, by the thread that asked.
package final class StreamedRequest: NSObject, URLSessionDataDelegate {
    package enum Event: Sendable {
        case head(status: Int, contentType: String)
        case body(Data)
        case end(URLError?)
    }

    private let events = Mutex<[Event]>([])
    private let arrivals = DispatchSemaphore(value: 0)
    private let session = Mutex<URLSession?>(nil)

    /// Sends `request`; redirections are not followed, since a key may be in it.
    package init(_ request: URLRequest) {
        super.init()
        let configuration = URLSessionConfiguration.ephemeral
        configuration.httpCookieStorage = nil
        configuration.urlCache = nil
        let session = URLSession(configuration: configuration, delegate: self, delegateQueue: nil)
        self.session.withLock { $0 = session }
        session.dataTask(with: request).resume()
    }

    /// The next thing that happens; nil where nothing does until `deadline`.
    package func next(until deadline: DispatchTime) -> Event? {
        guard arrivals.wait(timeout: deadline) == .success else { return nil }
        return events.withLock { $0.removeFirst() }
    }

    /// Lets go of the connection, whatever is still to come. To be called once, or the session never ends.
    package func cancel() {
        session.withLock { session in
            session?.invalidateAndCancel()
            session = nil
        }
    }

    private func tell(_ event: Event) {
        events.withLock { $0.append(event) }
        arrivals.signal()
    }

    // MARK: What the session tells

    package func urlSession(
        _ session: URLSession, dataTask: URLSessionDataTask, didReceive response: URLResponse,
        completionHandler: @escaping @Sendable (URLSession.ResponseDisposition) -> Void
    ) {
        let response = response as? HTTPURLResponse
        tell(.head(status: response?.statusCode ?? 0, contentType: response?.mimeType ?? ""))
        completionHandler(.allow)
    }

    package func urlSession(_ session: URLSession, dataTask: URLSessionDataTask, didReceive data: Data) {
        tell(.body(data))
    }

    package func urlSession(_ session: URLSession, task: URLSessionTask, didCompleteWithError error: (any Error)?) {
        tell(.end(error.map { $0 as? URLError ?? URLError(.unknown) }))
    }

    package func urlSession(
        _ session: URLSession, task: URLSessionTask, willPerformHTTPRedirection response: HTTPURLResponse,
        newRequest request: URLRequest, completionHandler: @escaping @Sendable (URLRequest?) -> Void
    ) { completionHandler(nil) }
}

extension URLError {
    /// What went wrong, as part of a sentence.
    package var reason: String {
        switch code {
        case .cannotFindHost, .dnsLookupFailed: "there is no such host"
        case .cannotConnectToHost: "the connection is refused"
        case .networkConnectionLost: "the connection is lost"
        case .secureConnectionFailed, .serverCertificateUntrusted, .serverCertificateHasBadDate,
            .serverCertificateHasUnknownRoot, .serverCertificateNotYetValid:
            "its certificate cannot be verified"
        case .timedOut: "nothing answers"
        default: "the connection fails (\(localizedDescription.shown(atMost: 120)))"
        }
    }
}
