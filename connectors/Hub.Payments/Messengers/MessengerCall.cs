namespace Hub.Payments.Messengers;

/// <summary>One call as it came, before anything of it is believed.</summary>
/// <param name="body">The raw bytes: signatures are over them.</param>
/// <param name="headers">A name may come more than once.</param>
public sealed class MessengerCall(ReadOnlyMemory<byte> body, params IEnumerable<KeyValuePair<string, string>> headers)
{
    /// <summary>No notice of one payment needs more.</summary>
    public const int MaxBytes = 64 * 1024;

    private readonly ILookup<string, string> _headers = headers.ToLookup(header => header.Key, header => header.Value, StringComparer.OrdinalIgnoreCase);

    public ReadOnlyMemory<byte> Body { get; } = body;

    /// <summary>Null when it is absent or came more than once: of two nobody can say which was meant.</summary>
    public string? Header(string name) => _headers[name].ToList() is [var only] ? only.Trim() : null;
}

/// <summary>How a call is answered, to the byte.</summary>
public sealed record MessengerAnswer(int Status, string Json)
{
    public const string ContentType = "application/json; charset=utf-8";
}

/// <summary>One that tells of money. It verifies and reads, and writes nothing: the raw call is kept before anything is decided by it.</summary>
public interface IMessenger
{
    /// <summary>Lower case with hyphens: <c>sepay</c>.</summary>
    string Name { get; }

    MessengerReading Read(MessengerCall call);

    /// <param name="receipt">Our own id of what was kept; null when it could not be kept, so that the messenger calls again.</param>
    MessengerAnswer Answer(MessengerCall call, MessengerReading reading, string? receipt);
}
