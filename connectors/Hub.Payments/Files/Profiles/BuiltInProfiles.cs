namespace Hub.Payments.Files.Profiles;

/// <summary>Layouts that are met without anybody's help. No acquirer publishes its own: both are assumptions, to be replaced by a centre's own profile.</summary>
public static class BuiltInProfiles
{
    /// <summary>The acquirer's settlement file with English headings.</summary>
    public static StatementProfile Pos { get; } = new()
    {
        Name = "pos-settlement",
        Kind = ProfileKind.Pos,
        Columns = new ProfileColumns
        {
            Merchant = "MID",
            Terminal = "TID",
            Batch = "BatchNo",
            Trace = "TraceNo",
            Invoice = "InvoiceNo",
            Card = "CardMasked",
            Scheme = "CardScheme",
            Day = "TxnDateTime",
            Type = "TxnType",
            Amount = "Amount",
            Fee = "Fee",
            Vat = "VATFee",
            Net = "NetAmount",
            Approval = "ApprovalCode",
            Reference = "RRN",
            Settled = "SettlementDate",
            Text = ["Description"],
        },
    };

    /// <summary>A bank's sheet with Vietnamese headings.</summary>
    public static StatementProfile Bank { get; } = new()
    {
        Name = "bank-sheet",
        Columns = new ProfileColumns
        {
            Day = "Ngày GD",
            Debit = "Ghi nợ",
            Credit = "Ghi có",
            Balance = "Số dư",
            Text = ["Diễn giải"],
            Account = "Số tài khoản",
            Currency = "Loại tiền",
        },
    };

    public static IReadOnlyList<StatementProfile> All { get; } = [Pos, Bank];
}
