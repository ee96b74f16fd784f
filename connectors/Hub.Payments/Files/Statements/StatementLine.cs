using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Hub.Payments.Files.Statements;

/// <summary>One movement on an account, or one card slip, as its file tells it.</summary>
public sealed record StatementLine : StatementPart
{
    /// <summary>The <see cref="StatementHead.Ordinal"/> of its statement.</summary>
    public required int Statement { get; init; }

    public required string Account { get; init; }
    public required DateOnly ValueDay { get; init; }
    public required DateOnly BookedDay { get; init; }

    /// <summary>Whole đồng, positive when the account receives. Of a card slip: what the payer paid, before fees.</summary>
    public required long Amount { get; init; }

    /// <summary>It takes an earlier movement back. The sign of <see cref="Amount"/> already says in which direction.</summary>
    public bool IsReversal { get; init; }

    /// <summary>The bank's own code for the kind of movement.</summary>
    public string? Type { get; init; }

    public string? CustomerReference { get; init; }
    public string? BankReference { get; init; }

    /// <summary>The narrative with its lines joined, in which a payment reference is searched.</summary>
    public required string Text { get; init; }

    /// <summary>The bank's own fields as they stand in the file. They make the identity.</summary>
    public required string Raw { get; init; }

    /// <summary>1 for the first of equal lines of a file, 2 for the next. Legal twins are two lines. Where a file goes on where one before it ended, that one's count too.</summary>
    public required int Twin { get; init; }

    public required Place At { get; init; }

    /// <summary>The running balance after the line, where the file has one.</summary>
    public long? Balance { get; init; }

    public CardSlip? Card { get; init; }

    /// <summary>The movements that the bank booked as this one line without telling an amount of each.</summary>
    public IReadOnlyList<LineDetail> Details { get; init; } = [];

    /// <summary>
    /// 64 hexadecimal digits, the same in every file that tells of this line: account, raw fields without blanks (banks wrap the same text differently) and the
    /// running index among equals. A store that keeps it unique books a line once, whichever files repeat it.
    /// </summary>
    public string Identity() => Convert.ToHexStringLower(Digest(Twin));

    /// <summary>The same for all its twins.</summary>
    internal UInt128 Content() => BinaryPrimitives.ReadUInt128BigEndian(Digest(0));

    private byte[] Digest(int twin)
    {
        var key = new StringBuilder(Raw.Length + Account.Length + 8).Append(Account).Append('\u001E');
        foreach (var c in Raw)
        {
            if (!char.IsWhiteSpace(c))
            {
                key.Append(c);
            }
        }

        key.Append('\u001E').Append(twin);
        return SHA256.HashData(Encoding.UTF8.GetBytes(key.ToString()));
    }
}

/// <summary>One of several movements in a booked line.</summary>
public sealed record LineDetail(string? Reference, string Text, long? Amount);

/// <summary>What an acquirer tells of a payment by card or QR at a terminal. Amounts are whole đồng, negative when money goes back.</summary>
public sealed record CardSlip
{
    public string? Merchant { get; init; }
    public string? Terminal { get; init; }
    public string? Batch { get; init; }
    public string? Trace { get; init; }
    public string? Invoice { get; init; }

    /// <summary>Never more than the first six and the last four digits.</summary>
    public string? MaskedCard { get; init; }

    public string? Scheme { get; init; }
    public required CardSlipKind Kind { get; init; }
    public long Fee { get; init; }
    public long Vat { get; init; }

    /// <summary>What the acquirer pays: amount less fee and VAT on the fee.</summary>
    public required long Net { get; init; }

    public string? ApprovalCode { get; init; }

    /// <summary>Retrieval reference number.</summary>
    public string? Rrn { get; init; }

    public DateOnly? SettledOn { get; init; }
}

public enum CardSlipKind
{
    Sale,
    Void,
    Refund,

    /// <summary>The card's holder or bank took it back after the settlement.</summary>
    Chargeback,
}
