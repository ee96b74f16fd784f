using System.Globalization;
using System.Text.Json;
using Hub.Core.Procedures;
using Hub.NationalPortal.Sync;

namespace Hub.NationalPortal.Procedures;

/// <summary>The portal's procedures to the catalogue's; pure.</summary>
public static class ProcedureReader
{
    private static readonly Dictionary<string, string> ChannelNames = NationalPortalCodes.Channels.ToDictionary(pair => pair.Value, pair => pair.Key, StringComparer.Ordinal);

    /// <summary>Elements of <c>LayDanhSachTTHC</c> by code; an element without a code is left out.</summary>
    public static IReadOnlyDictionary<string, JsonElement> List(JsonElement? result)
    {
        var listed = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var element in Elements(result))
        {
            if (PortalHeld.Text(element, "MATTHC").Trim() is { Length: > 0 } code)
            {
                listed[code] = element;
            }
        }

        return listed;
    }

    /// <summary>Whether <c>LayThuTuc</c> says the procedure is public; one that does not say is.</summary>
    public static bool IsPublic(JsonElement full) => PortalHeld.Text(full, "TRANGTHAI") is "" or "1";

    /// <summary>The result element of <c>LayThuTuc</c>; null when there is none.</summary>
    public static JsonElement? Full(JsonElement? result) =>
        Elements(result).FirstOrDefault() is { ValueKind: JsonValueKind.Object } full ? full : null;

    /// <summary>Code to name of <c>LayDanhMucCoQuan</c>.</summary>
    public static IReadOnlyDictionary<string, string> Agencies(JsonElement? result)
    {
        var agencies = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var element in Elements(result))
        {
            agencies[PortalHeld.Text(element, "MADONVI")] = PortalHeld.Text(element, "TENDONVI");
        }

        return agencies;
    }

    /// <summary>What the portal says of a procedure; what it leaves out stays as <paramref name="before"/> has it.</summary>
    public static Procedure Read(string code, JsonElement full, IReadOnlyDictionary<string, string> agencies, Procedure? before)
    {
        var field = Elements(PortalHeld.Find(full, "LINHVUCTHUCHIEN")).FirstOrDefault();
        var executing = Elements(PortalHeld.Find(full, "COQUANTHUCHIEN")).Select(agency => PortalHeld.Text(agency, "TENDONVI")).Where(name => name.Length > 0).ToList();
        var publisher = PortalHeld.Text(full, "MACOQUANCONGBO");
        var ways = PortalHeld.Find(full, "CACHTHUCTHUCHIEN");
        var times = Elements(ways).SelectMany(way => Elements(PortalHeld.Find(way, "THOIGIAN"))).ToList();
        return new Procedure
        {
            Code = code,
            Name = Given(PortalHeld.Text(full, "TENTTHC")) ?? before?.Name ?? code,
            FieldCode = Given(PortalHeld.Text(field, "MALINHVUC")) ?? before?.FieldCode,
            FieldName = Given(PortalHeld.Text(field, "TENLINHVUC")) ?? before?.FieldName,
            PromulgatingAgency = Given(agencies.GetValueOrDefault(publisher, "")) ?? before?.PromulgatingAgency ?? Given(publisher),
            ExecutingAgency = executing.Count > 0 ? string.Join("; ", executing) : before?.ExecutingAgency,
            Channels = ways is null ? before?.Channels ?? [] : Channels(ways),
            ProcessingTimes = ways is null ? before?.ProcessingTimes ?? [] : [.. times.Select(Time).OfType<string>().Distinct()],
            Fees = ways is null ? before?.Fees ?? [] : [.. times.SelectMany(time => Elements(PortalHeld.Find(time, "PHILEPHI"))).Select(Fee).OfType<long>().Distinct()],
            UpdatedOn = before?.UpdatedOn,
        };
    }

    internal static IEnumerable<JsonElement> Elements(JsonElement? value) => value switch
    {
        { ValueKind: JsonValueKind.Array } list => list.EnumerateArray().Where(element => element.ValueKind == JsonValueKind.Object),
        { ValueKind: JsonValueKind.Object } single => [single],
        _ => [],
    };

    private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static string[] Channels(JsonElement? ways) =>
        [.. Elements(ways).Select(way => ChannelNames.GetValueOrDefault(PortalHeld.Text(way, "KENH"))).OfType<string>().Distinct().Order(StringComparer.Ordinal)];

    private static string? Time(JsonElement time)
    {
        var amount = PortalHeld.Text(time, "THOIGIANGIAIQUYET").Trim();
        var unit = PortalHeld.Text(time, "DONVITINH").Trim();
        return Given($"{amount} {NationalPortalCodes.TimeUnits.GetValueOrDefault(unit, unit)}");
    }

    private static long? Fee(JsonElement fee) =>
        long.TryParse(PortalHeld.Text(fee, "SOTIEN").Replace(".", "", StringComparison.Ordinal), NumberStyles.None, CultureInfo.InvariantCulture, out var amount) ? amount : null;
}
