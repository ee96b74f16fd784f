using Hub.Core;

namespace Hub.Payments.Files.Statements;

/// <summary>Where in a file: line and column from 1. In a sheet, row and column; in text and XML, line and character. 0 where nothing more is known.</summary>
public readonly record struct Place(int Line, int Column);

/// <summary>What a reader finds, in the order of the file. Lines come before the verdict on their statement: book them only when it is sound.</summary>
public abstract record StatementPart;

/// <summary>A statement begins; its lines and its verdict carry the same <see cref="StatementHead.Ordinal"/>. Statements of several accounts may interleave.</summary>
public sealed record StatementOpened(StatementHead Head) : StatementPart;

/// <summary>The statement is read whole and judged.</summary>
public sealed record StatementClosed(StatementVerdict Verdict) : StatementPart;

/// <summary>Something that is not taken, and why. The rest of the file is read on where that is possible.</summary>
/// <param name="Place">Where it stands.</param>
/// <param name="Code">One of <see cref="RefusalCodes"/>.</param>
/// <param name="Reason">For staff; holds nothing of the refused text.</param>
public sealed record FileRefusal(Place Place, string Code, Bilingual Reason) : StatementPart;

/// <summary>What a statement says of itself. Amounts are whole đồng, negative where the account is overdrawn.</summary>
public sealed record StatementHead
{
    /// <summary>From 1, within the file.</summary>
    public required int Ordinal { get; init; }

    /// <summary>As the bank writes it; empty where the file does not tell.</summary>
    public required string Account { get; init; }

    public string Currency { get; init; } = Dong;

    /// <summary>The bank's number of the statement, where it has one; of a POS batch, the batch.</summary>
    public string? Number { get; init; }

    /// <summary>What the bank counts within the number, where it does.</summary>
    public string? Page { get; init; }

    public string? Reference { get; init; }
    public long? Opening { get; init; }
    public DateOnly? OpeningDay { get; init; }

    /// <summary>It begins with an intermediate balance whose page before is not in the file.</summary>
    public bool BeginsMidway { get; init; }

    public const string Dong = "VND";
}

/// <summary>The judgement of a statement by the bank's own balances.</summary>
public sealed record StatementVerdict
{
    public required StatementHead Head { get; init; }
    public long? Closing { get; init; }
    public DateOnly? ClosingDay { get; init; }

    /// <summary>How many lines were read; those refused do not count.</summary>
    public required int Lines { get; init; }

    /// <summary>Signed sum of the lines read.</summary>
    public required long Sum { get; init; }

    /// <summary>Of a POS batch: what the acquirer pays after fees, which the bank credits in one sum.</summary>
    public long? Net { get; init; }

    /// <summary>What is missing to make opening and lines the closing balance, or one day's opening the closing of the day before; 0 when it all agrees.</summary>
    public long Difference { get; init; }

    /// <summary>Every line may be booked. Otherwise none may.</summary>
    public required bool IsSound { get; init; }

    /// <summary>Balances or totals proved it; a file that tells neither is taken as it is.</summary>
    public bool IsProven { get; init; }

    /// <summary>Its end is an intermediate balance and the page after is not in the file.</summary>
    public bool EndsMidway { get; init; }

    /// <summary>It does not join the statement of the account before it in the file: days between are missing.</summary>
    public bool HasGapBefore { get; init; }

    /// <summary>Entries that are not booked by the bank (pending, information) and were passed over.</summary>
    public int PassedOver { get; init; }
}

/// <summary>Stable names of what a file is refused for.</summary>
public static class RefusalCodes
{
    public const string Mt942 = "mt942";
    public const string OtherMessage = "swift-message";
    public const string Camt052 = "camt.052";
    public const string Camt054 = "camt.054";
    public const string CamtVersion = "camt-version";
    public const string Currency = "currency";
    public const string Date = "date";
    public const string Amount = "amount";
    public const string Fraction = "fraction";
    public const string Card = "card";
    public const string Encoding = "encoding";
    public const string Format = "format";
    public const string CutShort = "cut-short";
    public const string Unbalanced = "unbalanced";
    public const string Account = "account";
    public const string Profile = "profile";
    public const string Limit = "limit";
    public const string Kind = "kind";
}

/// <summary>The file cannot be read on from here. Readers turn it into a refusal.</summary>
internal sealed class FileFaultException(Place place, string code, Bilingual reason) : Exception(reason.En)
{
    public FileRefusal Refusal { get; } = new(place, code, reason);
}
