using System.Globalization;
using Hub.Core.Dossiers;
using Hub.Core.Procedures;

namespace Hub.NationalPortal.Settings;

/// <summary>Code tables of the mapi dialect. Sources: public code of two provincial systems; entries marked "assumed" have none.</summary>
public static class NationalPortalCodes
{
    public const string Lane = "national-portal";

    /// <summary>Type of the hub's own command: look the dossier up and send again what differs. Key = dossier code, body <c>{}</c>.</summary>
    public const string Resync = "hub.portal.resync.v1";

    /// <summary>CloudEvents source of what this connector tells the case system about procedures.</summary>
    public const string Source = "urn:hub:national-portal";

    /// <summary>
    /// The ten canonical names and the local codes of a known provincial system. <c>interoperating</c> and <c>posting</c> have no known meaning,
    /// and numbers mean different things in different systems: a centre adds its own.
    /// </summary>
    public static readonly IReadOnlyDictionary<string, DossierStatus> LocalStatuses = new Dictionary<string, DossierStatus>(DossierStatuses.Canonical, StringComparer.Ordinal)
    {
        { "receiving", DossierStatus.Registered },
        { "new", DossierStatus.Received },
        { "denied", DossierStatus.Refused },
        { "waiting", DossierStatus.SupplementRequired },
        { "paying", DossierStatus.PaymentRequired },
        { "cancelled", DossierStatus.Withdrawn },
        { "unresolved", DossierStatus.Stopped },
        { "releasing", DossierStatus.Completed },
        { "done", DossierStatus.Returned },
    };

    /// <summary><c>TrangThai</c> of <c>DongBoTrangThaiHoSo</c> type 2: the numbers of the ten, but for refused, which is 11 there.</summary>
    public static readonly IReadOnlyDictionary<string, string> FilingStatuses = DossierStatuses.Canonical.ToDictionary(
        pair => pair.Key, pair => pair.Value is DossierStatus.Refused ? "11" : ((int)pair.Value).ToString(CultureInfo.InvariantCulture), StringComparer.Ordinal);

    /// <summary><c>LoaiDoiTuong</c>. A household business counts as a business (assumed).</summary>
    public static readonly IReadOnlyDictionary<string, string> ApplicantKinds = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["citizen"] = "1",
        ["business"] = "2",
        ["state-body"] = "3",
        ["organisation"] = "4",
        ["household-business"] = "2",
    };

    /// <summary><c>KenhThucHien</c>, and <c>KENH</c> in the catalogue.</summary>
    public static readonly IReadOnlyDictionary<string, string> Channels = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        [FilingChannels.Direct] = "1",
        [FilingChannels.Online] = "2",
        [FilingChannels.ByPost] = "3",
    };

    /// <summary><c>HinhThuc</c>: how the result goes back.</summary>
    public static readonly IReadOnlyDictionary<string, string> Returns = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["direct"] = "0",
        ["post"] = "1",
    };

    /// <summary><c>NoiNopHoSo</c>.</summary>
    public static readonly IReadOnlyDictionary<string, string> FiledAt = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["national-portal"] = "1",
        ["provincial-portal"] = "2",
    };

    /// <summary><c>DuocThanhToanTrucTuyen</c>.</summary>
    public static readonly IReadOnlyDictionary<string, string> OnlinePayments = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["none"] = "0",
        ["national"] = "1",
        ["provincial"] = "2",
        ["direct"] = "3",
    };

    /// <summary><c>HinhThucThu</c>; the numbers are those of the 2026 interface (assumed for this one).</summary>
    public static readonly IReadOnlyDictionary<string, string> Collections = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["at-receipt"] = "1",
        ["at-supplement"] = "2",
        ["at-result"] = "4",
    };

    /// <summary><c>LoaiPhiLePhi</c> (assumed): 1 lệ phí, 2 phí.</summary>
    public static readonly IReadOnlyDictionary<string, string> FeeKinds = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["charge"] = "1",
        ["fee"] = "2",
    };

    /// <summary><c>LoaiDinhDanh</c>.</summary>
    public static readonly IReadOnlyDictionary<string, string> IdentityKinds = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["personal-id"] = "1",
        ["old-id"] = "2",
    };

    /// <summary><c>DONVITINH</c> of a processing time to the catalogue's unit.</summary>
    public static readonly IReadOnlyDictionary<string, string> TimeUnits = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
    {
        ["Ngày làm việc"] = "WORKING_DAY",
        ["Ngày"] = "DAY",
        ["Giờ"] = "HOUR",
        ["Khác"] = "OTHER",
    };

    /// <summary>Superseded by a later status these need no call of their own; every other status is always told.</summary>
    public static bool IsSkippable(DossierStatus status) =>
        status is DossierStatus.Registered or DossierStatus.Received or DossierStatus.Processing;

    /// <summary>The local word for one of the portal's codes; null when the table has none.</summary>
    public static string? NameOf(IReadOnlyDictionary<string, string> table, string? code) =>
        code is null ? null : table.FirstOrDefault(pair => pair.Value == code).Key;
}
