namespace Hub.Core.Dossiers;

/// <summary>Names, words and legal moves of the ten statuses.</summary>
public static class DossierStatuses
{
    private static readonly Dictionary<string, DossierStatus> ByName = new(StringComparer.Ordinal)
    {
        ["registered"] = DossierStatus.Registered,
        ["received"] = DossierStatus.Received,
        ["refused"] = DossierStatus.Refused,
        ["processing"] = DossierStatus.Processing,
        ["supplement-required"] = DossierStatus.SupplementRequired,
        ["payment-required"] = DossierStatus.PaymentRequired,
        ["withdrawn"] = DossierStatus.Withdrawn,
        ["stopped"] = DossierStatus.Stopped,
        ["completed"] = DossierStatus.Completed,
        ["returned"] = DossierStatus.Returned,
    };

    private static readonly Dictionary<DossierStatus, (string Name, Bilingual Text)> Words = new()
    {
        [DossierStatus.Registered] = ("registered", ("Mới đăng ký", "Newly filed")),
        [DossierStatus.Received] = ("received", ("Được tiếp nhận", "Received")),
        [DossierStatus.Refused] = ("refused", ("Không được tiếp nhận", "Refused at intake")),
        [DossierStatus.Processing] = ("processing", ("Đang xử lý", "In process")),
        [DossierStatus.SupplementRequired] = ("supplement-required", ("Yêu cầu bổ sung giấy tờ", "Papers to be supplemented")),
        [DossierStatus.PaymentRequired] = ("payment-required", ("Yêu cầu thực hiện nghĩa vụ tài chính", "Payment required")),
        [DossierStatus.Withdrawn] = ("withdrawn", ("Công dân yêu cầu rút hồ sơ", "Withdrawn by the applicant")),
        [DossierStatus.Stopped] = ("stopped", ("Dừng xử lý", "Stopped")),
        [DossierStatus.Completed] = ("completed", ("Đã xử lý xong", "Completed, result ready")),
        [DossierStatus.Returned] = ("returned", ("Đã trả kết quả", "Result handed over")),
    };

    // Assumed by us: the official texts give the ten statuses but no graph.
    private static readonly Dictionary<DossierStatus, DossierStatus[]> Next = new()
    {
        [DossierStatus.Registered] = [DossierStatus.Received, DossierStatus.Refused, DossierStatus.Withdrawn],
        [DossierStatus.Received] = [DossierStatus.Processing, DossierStatus.SupplementRequired, DossierStatus.PaymentRequired, DossierStatus.Withdrawn, DossierStatus.Stopped, DossierStatus.Completed],
        [DossierStatus.Processing] = [DossierStatus.SupplementRequired, DossierStatus.PaymentRequired, DossierStatus.Withdrawn, DossierStatus.Stopped, DossierStatus.Completed],
        [DossierStatus.SupplementRequired] = [DossierStatus.Processing, DossierStatus.PaymentRequired, DossierStatus.Withdrawn, DossierStatus.Stopped],
        [DossierStatus.PaymentRequired] = [DossierStatus.Processing, DossierStatus.SupplementRequired, DossierStatus.Withdrawn, DossierStatus.Stopped, DossierStatus.Completed],
        [DossierStatus.Completed] = [DossierStatus.Returned],
        [DossierStatus.Refused] = [],
        [DossierStatus.Withdrawn] = [],
        [DossierStatus.Stopped] = [],
        [DossierStatus.Returned] = [],
    };

    /// <summary>The ten statuses by their canonical names.</summary>
    public static IReadOnlyDictionary<string, DossierStatus> Canonical => ByName;

    public static bool TryParse(string name, out DossierStatus status) => ByName.TryGetValue(name, out status);

    public static string Name(this DossierStatus status) => Words[status].Name;

    /// <summary>What staff read.</summary>
    public static Bilingual Text(this DossierStatus status) => Words[status].Text;

    public static bool IsTerminal(this DossierStatus status) => Next[status].Length == 0;

    /// <summary>Whether the status may follow directly. A repeat of the same status is no move and is allowed.</summary>
    public static bool CanMoveTo(this DossierStatus from, DossierStatus to) => from == to || Next[from].Contains(to);
}

/// <summary>The ten national statuses (<c>TrangThaiHoSo</c> 1 to 10); the numbers are the portal's.</summary>
public enum DossierStatus
{
    Registered = 1,
    Received = 2,
    Refused = 3,
    Processing = 4,
    SupplementRequired = 5,
    PaymentRequired = 6,
    Withdrawn = 7,
    Stopped = 8,
    Completed = 9,
    Returned = 10,
}
