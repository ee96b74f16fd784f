using Hub.Core;

namespace Hub.Payments.Qr;

/// <summary>What a VietQR code says: pay this account. Amounts are whole đồng.</summary>
public sealed record VietQrCode
{
    /// <summary>NAPAS' number of the bank, six digits.</summary>
    public required string Bin { get; init; }

    /// <summary>Account or card number, 1 to 19 letters and digits.</summary>
    public required string Account { get; init; }

    public VietQrService Service { get; init; }

    /// <summary>1 to 9,999,999,999,999; null where the payer types it.</summary>
    public long? Amount { get; init; }

    /// <summary>Text of the transfer, up to 25 characters: what the bank will write into its statement.</summary>
    public string? Purpose { get; init; }

    /// <summary>Up to 25 characters.</summary>
    public string? MerchantName { get; init; }

    /// <summary>Up to 15 characters.</summary>
    public string? City { get; init; }

    /// <summary>Up to 25 characters.</summary>
    public string? BillNumber { get; init; }

    /// <summary>Up to 25 characters.</summary>
    public string? Store { get; init; }

    /// <summary>Up to 25 characters.</summary>
    public string? Reference { get; init; }

    /// <summary>Up to 25 characters.</summary>
    public string? Terminal { get; init; }

    /// <summary>Whether it is made to be paid more than once. Null when writing: exactly the codes without an amount are.</summary>
    public bool? IsReusable { get; init; }
}

/// <summary>What the number stands for.</summary>
public enum VietQrService
{
    /// <summary><c>QRIBFTTA</c>.</summary>
    ToAccount,

    /// <summary><c>QRIBFTTC</c>.</summary>
    ToCard,
}

/// <summary>Why a code cannot be written.</summary>
/// <param name="Field"><c>bin</c>, <c>account</c>, <c>amount</c>, <c>memo</c>, <c>name</c>, <c>city</c>, <c>bill</c>, <c>store</c>, <c>reference</c>, <c>terminal</c>.</param>
public sealed record VietQrFault(string Field, Bilingual Text);
