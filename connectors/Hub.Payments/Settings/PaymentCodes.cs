using Hub.Core;

namespace Hub.Payments.Settings;

/// <summary>Names under which payments are known outside.</summary>
public static class PaymentCodes
{
    public const string Lane = "payments";

    /// <summary>CloudEvents source of what the case system is told.</summary>
    public const string Source = "urn:hub:payments";

    /// <summary>Who does what no person asked for.</summary>
    public const string Hub = "hub";

    /// <summary>Role of those who keep the centre's money in order.</summary>
    public const string Finance = "finance";

    /// <summary>Role of the national portal's own question.</summary>
    public const string PlatformRole = "payment-platform";

    /// <summary>Sources of witnesses that are no messenger. Two kinds of file may tell of the same money, one kind never does under two identities.</summary>
    public const string StatementMt940 = "statement-mt940";

    public const string StatementCamt = "statement-camt";

    public const string StatementSheet = "statement-sheet";

    public const string Settlement = "settlement";

    public const string Cash = "cash";

    /// <summary>What the system before had not placed.</summary>
    public const string Former = "former";

    /// <summary>Stands for the account where the platform does not name one.</summary>
    public const string Platform = "platform";

    /// <summary>What the platform answers when it is asked how an order stands: a witness beside its confirmation.</summary>
    public const string PlatformQuery = "platform-query";

    /// <summary>Whether the platform itself told.</summary>
    public static bool IsPlatform(string source) => source is Platform or PlatformQuery;

    /// <summary>Whether the source of a witness is a line of a file.</summary>
    public static bool IsFile(string source) => source is StatementMt940 or StatementCamt or StatementSheet or Settlement;
}

/// <summary>Kinds of the tasks that money puts on the work list. Each has a page in the runbooks.</summary>
public static class PaymentTaskKinds
{
    /// <summary>Money came that fits nothing. Subject: payment.</summary>
    public const string Unidentified = "payment-unidentified";

    /// <summary>A person must say what money is for, or whether it was told of before. Subject: payment.</summary>
    public const string ToConfirm = "payment-to-confirm";

    /// <summary>Money must be given back. Subject: fee.</summary>
    public const string RefundDue = "payment-refund-due";

    /// <summary>A messenger sent what cannot be read as money, or the same id with another content. Subject: message.</summary>
    public const string MessageUnclear = "payment-message-unclear";

    /// <summary>Money was taken back and no payment fits. Subject: line of the statement.</summary>
    public const string ReversalUnplaced = "payment-reversal-unplaced";

    /// <summary>No account serves a fee, or two do equally. Subject: fee.</summary>
    public const string AccountMissing = "payment-account-missing";

    /// <summary>A file that was expected did not come in time. Subject: account or terminal, and day.</summary>
    public const string FileMissing = "payment-file-missing";

    /// <summary>Money left with a reference of the centre and fits no refund that is to be paid. Subject: line of the statement.</summary>
    public const string RefundUnplaced = "payment-refund-unplaced";

    /// <summary>A card's holder or bank took the money of a slip back. Subject: payment.</summary>
    public const string ChargedBack = "payment-charged-back";

    /// <summary>The same money was told of with two accounts and is booked twice. Subject: the later payment.</summary>
    public const string AccountDiffers = "payment-account-differs";

    public static IReadOnlyList<string> All { get; } = [Unidentified, ToConfirm, RefundDue, MessageUnclear, ReversalUnplaced, AccountMissing, RefundUnplaced, ChargedBack, AccountDiffers, FileMissing];
}

/// <summary>Dead-letter codes of the lane. Each has a sentence pair here and a page in the runbooks.</summary>
public static class PaymentReasonCodes
{
    public const string RequestInvalid = "payment-request-invalid";
    public const string TypeUnknown = "payment-type-unknown";
    public const string FeeUnknown = "payment-fee-unknown";
    public const string FeeDiffers = "payment-fee-differs";
    public const string FeeCancelled = "payment-fee-cancelled";
    public const string ReceiptDiffers = "payment-receipt-differs";

    /// <summary>What each code means and asks of a person, Vietnamese and English.</summary>
    public static readonly IReadOnlyDictionary<string, Bilingual> Sentences = new Dictionary<string, Bilingual>(StringComparer.Ordinal)
    {
        [RequestInvalid] = ("Nội dung không dùng được. Sửa rồi gửi lại.", "The data cannot be used as they are. Mend them, then retry."),
        [TypeUnknown] = ("Kênh thanh toán không biết loại sự kiện này. Bỏ qua.", "The lane of payments does not know this type. Skip it."),
        [FeeUnknown] = ("Hồ sơ không có khoản thu này. Gửi sự kiện xác định khoản thu trước, rồi gửi lại.", "The dossier has no such fee. Send its assessment first, then retry."),
        [FeeDiffers] = ("Khoản thu đã có với nội dung khác. Dùng sự kiện điều chỉnh, hoặc sửa số khoản thu.", "The fee is there already and says something else. Send a change, or mend its number."),
        [FeeCancelled] = ("Khoản thu đã hủy. Xác định khoản thu mới với số khác.", "The fee was cancelled. Assess a new one with another number."),
        [ReceiptDiffers] = ("Số biên lai này đã ghi với nội dung khác. Kiểm tra biên lai, sửa rồi gửi lại.", "This receipt is booked with another content. Look at the receipt, mend it, then retry."),
    };
}
