namespace Hub.NationalPortal;

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
