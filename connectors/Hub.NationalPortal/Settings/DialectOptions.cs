namespace Hub.NationalPortal.Settings;

/// <summary>
/// How the portal's answers are told apart. A pattern matches anywhere in the message, whatever its case. Failure is looked for before success:
/// "không thành công" contains "thành công".
/// </summary>
public sealed record PortalAnswerPatterns
{
    public List<string> OkCodes { get; init; } = ["0", "00"];

    /// <summary>Codes of a definite refusal. Assumed: no list of codes is published.</summary>
    public List<string> RefusedCodes { get; init; } = ["-1"];

    /// <summary>Codes that always mean a lost session, whatever the message.</summary>
    public List<string> SessionCodes { get; init; } = [];

    public List<string> Success { get; init; } = ["thành công"];

    public List<string> Failure { get; init; } = ["không thành công", "chưa thành công", "thất bại"];

    public List<string> Exists { get; init; } = ["đã tồn tại"];

    public List<string> UnknownDossier { get; init; } = ["không tồn tại"];

    public List<string> Session { get; init; } = ["session", "phiên làm việc", "phiên đăng nhập", "phiên không hợp lệ", "phiên đã hết hạn", "chưa đăng nhập"];

    public List<string> Busy { get; init; } = ["hệ thống đang bận", "hệ thống bận", "thử lại sau", "bảo trì"];
}

/// <summary>The operation that tells the status of a filing of the portal's own kind (a sales promotion).</summary>
public sealed record FilingStatusOptions
{
    public string Name { get; init; } = "DongBoTrangThaiHoSo";

    /// <summary>The last part of its path where <see cref="PortalEnvelopeShape.RestList"/> has a path for each operation.</summary>
    public string RestName { get; init; } = "DongBoTrangThaiHoSoKM";

    public string Type { get; init; } = "2";

    /// <summary>Canonical status name to <c>TrangThai</c>, merged over <see cref="NationalPortalCodes.FilingStatuses"/>.</summary>
    public Dictionary<string, string> Codes { get; init; } = [];
}

/// <summary>The operation that offers a procedure on the portal. Everything here is assumed: no public source shows it.</summary>
public sealed record IntegrationOperationOptions
{
    public string Name { get; init; } = "DongBoTTHCTichHop";

    public string CodeField { get; init; } = "MaTTHC";

    public string NameField { get; init; } = "TenTTHC";

    /// <summary>Proposal or withdrawal.</summary>
    public string ActionField { get; init; } = "HanhDong";

    public string ProposeValue { get; init; } = "DeXuat";

    public string WithdrawValue { get; init; } = "Rut";

    public string LevelField { get; init; } = "MucDo";

    /// <summary>Neutral service level to the portal's value.</summary>
    public Dictionary<string, string> Levels { get; init; } = [];

    public string AgencyField { get; init; } = "MaCoQuan";

    public string DecisionField { get; init; } = "SoQuyetDinh";

    public string DecidedOnField { get; init; } = "NgayQuyetDinh";

    public string NoteField { get; init; } = "GhiChu";

    /// <summary>Field of a <c>LayDanhSachTTHC</c> element that says the procedure is open on the portal; null: being listed says it.</summary>
    public string? ListedField { get; init; }

    public string ListedValue { get; init; } = "1";
}
