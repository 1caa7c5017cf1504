/// The engine itself.
public enum Engine {
    /// As `i2e --version` prints it and sessions note it with every round.
    public static let version = "0.1.0"
}
