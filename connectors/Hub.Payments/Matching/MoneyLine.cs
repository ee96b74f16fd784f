using Hub.Payments.Model;

namespace Hub.Payments.Matching;

/// <summary>Where a line stands on the way of money, from what is asked for to what lies at the bank.</summary>
public enum LineSide
{
    Fee,

    /// <summary>What the hub was told: a messenger's message, a terminal's slip, a receipt for cash.</summary>
    Hub,

    /// <summary>A line of an acquirer's settlement file.</summary>
    Acquirer,

    /// <summary>A line of a bank's statement.</summary>
    Bank,
}

/// <summary>One line of money as one side tells it. Amounts are whole đồng.</summary>
public sealed record MoneyLine
{
    /// <summary>Unique on its side.</summary>
    public required string Id { get; init; }

    public required LineSide Side { get; init; }

    /// <summary>By which way it was paid; of a bank's line what its file says, a transfer where that says nothing.</summary>
    public PaymentMethod Method { get; init; }

    /// <summary>The centre's account; empty where it is not named.</summary>
    public string Account { get; init; } = "";

    /// <summary>Positive when the centre receives. Of an acquirer's line what the payer paid, before fees.</summary>
    public required long Amount { get; init; }

    /// <summary>The bank's booking day; of the hub's line the day on which it was paid, in Vietnam.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>To the second; null where only the day is told.</summary>
    public DateTimeOffset? At { get; init; }

    public string? BankReference { get; init; }

    /// <summary>May hold personal data.</summary>
    public string? Text { get; init; }

    /// <summary>What a messenger tells beside the text: an order, a platform's own reference.</summary>
    public string? Order { get; init; }

    /// <summary>Id of the fee, where a person or a receipt says what it is for.</summary>
    public string? Fee { get; init; }

    public SlipTrace? Slip { get; init; }

    /// <summary>Of cash: the remittance list on which it is handed on.</summary>
    public string? Sheet { get; init; }

    /// <summary>A bank or an acquirer takes an earlier line back.</summary>
    public bool IsReversal { get; init; }

    /// <summary>The bank's own charge.</summary>
    public bool IsCharge { get; init; }
}

/// <summary>By what a card slip is known. Amounts are whole đồng.</summary>
public sealed record SlipTrace
{
    public string? Terminal { get; init; }
    public string? Batch { get; init; }
    public string? Trace { get; init; }

    /// <summary>Retrieval reference number.</summary>
    public string? Rrn { get; init; }

    /// <summary><c>000000</c> names nothing.</summary>
    public string? Approval { get; init; }

    /// <summary>Of a void: the trace of the sale that it takes back.</summary>
    public string? Voids { get; init; }

    /// <summary>What the acquirer keeps.</summary>
    public long Charge { get; init; }

    /// <summary>VAT on the charge.</summary>
    public long Vat { get; init; }

    /// <summary>The day on which the acquirer pays.</summary>
    public DateOnly? SettledOn { get; init; }
}

/// <summary>A fee as it stands beside the money. Whole đồng.</summary>
public sealed record DueFee
{
    /// <summary>See <see cref="Fee.Id"/>.</summary>
    public required string Id { get; init; }

    public required long Amount { get; init; }

    /// <summary>That was to be paid; empty where none serves.</summary>
    public string Account { get; init; } = "";

    /// <summary>Texts of all references ever given out for it.</summary>
    public IReadOnlyList<string> References { get; init; } = [];

    /// <summary>From this day on nothing is asked any more.</summary>
    public DateOnly? CancelledOn { get; init; }

    public EReceipt Receipt { get; init; } = EReceipt.None;
}
