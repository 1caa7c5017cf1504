import CCrypto
import Foundation

/// A SHA-256 in the making, computed by OpenSSL.
package struct SHA256: ~Copyable {
    private let context: OpaquePointer

    package init() {
        guard let context = EVP_MD_CTX_new() else { preconditionFailure("OpenSSL has no memory") }
        precondition(EVP_DigestInit_ex(context, EVP_sha256(), nil) == 1, "OpenSSL has no SHA-256")
        self.context = context
    }

    deinit { EVP_MD_CTX_free(context) }

    package func update(_ bytes: UnsafeRawBufferPointer) {
        _ = EVP_DigestUpdate(context, bytes.baseAddress, bytes.count)
    }

    /// The digest of everything so far, 64 lower-case hexadecimal digits.
    package consuming func digest() -> String {
        var bytes = [UInt8](repeating: 0, count: Int(EVP_MAX_MD_SIZE))
        var count: UInt32 = 0
        EVP_DigestFinal_ex(context, &bytes, &count)
        return bytes.prefix(Int(count)).map { byte in
            let digits = String(byte, radix: 16)
            return digits.count == 1 ? "0" + digits : digits
        }.joined()
    }

    package static func digest(of bytes: [UInt8]) -> String {
        let sum = SHA256()
        bytes.withUnsafeBytes { sum.update($0) }
        return sum.digest()
    }

    /// The digest of a file, a megabyte at a time.
    static func digest(ofFileAt path: String) throws(ModelStoreError) -> String {
        let sum = SHA256()
        try FileChunks(path: path).readAll { chunk throws(ModelStoreError) in sum.update(chunk) }
        return sum.digest()
    }
}
