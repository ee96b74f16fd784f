namespace Hub.Payments.Messengers;

/// <summary>What a call came to. Only what is <see cref="Refused"/> may be forgotten; all the rest was truly sent by the messenger.</summary>
public abstract record MessengerReading
{
    private MessengerReading() { }

    /// <summary>Money moved.</summary>
    public sealed record Told(MoneyNotice Notice) : MessengerReading;

    /// <summary>It says that no money moved: a payment that failed.</summary>
    public sealed record NoMoney(string Code) : MessengerReading;

    /// <summary>It is the messenger's and cannot be read as money; a person must look.</summary>
    /// <param name="Code">What is wrong: <c>json</c>, <c>id</c>, <c>amount</c>, <c>direction</c>, <c>currency</c>, <c>partner</c>, <c>error</c>.</param>
    public sealed record Unclear(string Code) : MessengerReading;

    /// <summary>Nobody knows who sent it.</summary>
    /// <param name="Code">One of <see cref="RefusalCodes"/>.</param>
    public sealed record Refused(string Code) : MessengerReading
    {
        /// <summary>Of the answer, by HTTP.</summary>
        public int Status => Code switch
        {
            RefusalCodes.TooLarge => 413,
            RefusalCodes.Unreadable => 400,
            _ => 401,
        };
    }
}

/// <summary>Why a call is not believed, a word each, for the answer and the audit.</summary>
public static class RefusalCodes
{
    public const string TooLarge = "too-large";

    /// <summary>It is not what the signature would be over.</summary>
    public const string Unreadable = "unreadable";

    public const string NoSignature = "no-signature";
    public const string WrongSignature = "signature";

    /// <summary>Signed outside of the window, so perhaps sent again by somebody else.</summary>
    public const string Stale = "stale";
}

/// <summary>One movement of money as a messenger tells it, whichever messenger. Amounts are whole đồng.</summary>
public sealed record MoneyNotice
{
    /// <summary>Ten trillion đồng: no transfer is larger, and sums of many stay countable.</summary>
    public const long MostAmount = 10_000_000_000_000;

    public required string Messenger { get; init; }

    /// <summary>The messenger's own id: the same money told again by it has the same.</summary>
    public required string Id { get; init; }

    public required MoneyDirection Direction { get; init; }

    /// <summary>More than 0, at most <see cref="MostAmount"/>.</summary>
    public required long Amount { get; init; }

    /// <summary>The centre's account; null where the messenger does not name it.</summary>
    public string? Account { get; init; }

    /// <summary>A virtual account that leads to it.</summary>
    public string? SubAccount { get; init; }

    /// <summary>When the bank booked it; null when that cannot be read.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>Text of the transfer as the bank passes it on. May hold personal data.</summary>
    public string? Text { get; init; }

    /// <summary>The bank's own reference of the transaction: what other messengers and the statement tell too.</summary>
    public string? BankReference { get; init; }

    /// <summary>What was given to the messenger when the payment was asked for: an order's number, our reference.</summary>
    public string? Order { get; init; }

    /// <summary>Personal data.</summary>
    public MoneyPayer? Payer { get; init; }
}

/// <summary>Seen from the centre's account.</summary>
public enum MoneyDirection
{
    In,
    Out,
}

/// <summary>Who paid, as the bank tells it. Personal data; each may be null.</summary>
public sealed record MoneyPayer(string? Name, string? Account, string? Bank);
