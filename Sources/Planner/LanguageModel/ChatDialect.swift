/// What of the chat API a server takes, learnt from what it refuses.
struct ChatDialect: Hashable, Sendable {
    /// How the shape of the answer is asked for, the surest first.
    enum AnswerFormat: Int, CaseIterable {
        /// `json_schema`, as OpenAI has it.
        case schema
        /// `json_object` with a schema, as older llama.cpp servers have it.
        case objectWithSchema
        case object
        /// In the prompt only.
        case free
    }

    var format = AnswerFormat.schema
    /// `temperature` and `seed`; some models take none.
    var fixesSampling = true

    /// The next thing to try after a refusal; nil where nothing is left to leave out, or the refusal is about something else.
    func after(status: Int, message: String) -> ChatDialect? {
        guard [400, 415, 422, 500, 501].contains(status) else { return nil }
        var next = self
        if fixesSampling, message.contains("temperature") || message.contains("'seed'") {
            next.fixesSampling = false
            return next
        }
        guard let simpler = AnswerFormat(rawValue: format.rawValue + 1) else { return nil }
        next.format = simpler
        return next
    }

    /// `response_format` for an answer of the shape of `schema`.
    func responseFormat(_ schema: OrderedJSON) -> OrderedJSON? {
        switch format {
        case .schema:
            ["type": "json_schema", "json_schema": ["name": "plan", "strict": true, "schema": schema]]
        case .objectWithSchema: ["type": "json_object", "schema": schema]
        case .object: ["type": "json_object"]
        case .free: nil
        }
    }
}
