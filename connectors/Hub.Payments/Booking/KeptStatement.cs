namespace Hub.Payments.Booking;

/// <summary>A statement or a batch of slips that closed, as it was booked.</summary>
public sealed record KeptStatement
{
    /// <summary>Of everything that it says of itself and of its lines: the same statement in another file has the same.</summary>
    public required string Id { get; init; }

    /// <summary>Account, number, page and day, and of a page alone its place: another statement with the same corrects this one. Null where the bank gives no number.</summary>
    public string? Slot { get; init; }

    public required string Account { get; init; }

    public required string Kind { get; init; }

    public string? Number { get; init; }

    public long? Opening { get; init; }

    public long? Closing { get; init; }

    public DateOnly? OpeningDay { get; init; }

    public DateOnly? ClosingDay { get; init; }

    /// <summary>The first day on which the bank booked a line of it; null where it has none.</summary>
    public DateOnly? FirstBooked { get; init; }

    public DateOnly? LastBooked { get; init; }

    /// <summary>It begins with an intermediate balance: the page before it is a file of its own.</summary>
    public bool BeginsMidway { get; init; }

    /// <summary>It ends with an intermediate balance: the page behind it is a file of its own.</summary>
    public bool EndsMidway { get; init; }

    /// <summary>The last day that it tells of.</summary>
    public DateOnly? LastDay => ClosingDay ?? LastBooked;

    public required int Lines { get; init; }

    public required long Sum { get; init; }

    /// <summary>Of a batch: what the acquirer pays.</summary>
    public long? Net { get; init; }

    /// <summary>SHA-256 of the file it was first read from, lower-case hex.</summary>
    public required string File { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>Id of the statement that came in its place.</summary>
    public string? SupersededBy { get; init; }

    /// <summary>Id of the statement in whose place it came; lines that are still of that one are to be taken back.</summary>
    public string? Corrects { get; init; }

    public long Version { get; init; }
}

/// <summary>A line of a booked statement.</summary>
/// <param name="Identity">See <see cref="Files.Statements.StatementLine.Identity"/>.</param>
/// <param name="Amount">Signed, whole đồng.</param>
/// <param name="Raw">The bank's own fields.</param>
/// <param name="Payment">That it told of, or took back; null where it did neither.</param>
/// <param name="IsSuperseded">A corrected statement no longer has it.</param>
public sealed record KeptLine(
    string Identity, string Statement, string Account, DateOnly ValueDay, DateOnly BookedDay, long Amount, string? BankReference, string Text, string Raw, int Twin, string? Payment,
    DateTimeOffset ReceivedAt, bool IsSuperseded = false);
