using System.Globalization;
using System.Text.Json;
using Hub.Core.Letters;
using Hub.Core.Procedures;
using Hub.NationalPortal.Settings;
using Hub.NationalPortal.Wire;

namespace Hub.NationalPortal.Procedures;

/// <summary>The portal's procedures to the catalogue's; pure.</summary>
public static class ProcedureReader
{
    private static readonly Dictionary<string, string> ChannelNames = NationalPortalCodes.Channels.ToDictionary(pair => pair.Value, pair => pair.Key, StringComparer.Ordinal);

    /// <summary>Elements of <c>LayDanhSachTTHC</c> by code; an element without a code is left out.</summary>
    public static IReadOnlyDictionary<string, JsonElement> List(JsonElement? result)
    {
        var listed = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var element in PortalFields.Elements(result))
        {
            if (PortalFields.Text(element, "MATTHC").Trim() is { Length: > 0 } code)
            {
                listed[code] = element;
            }
        }

        return listed;
    }

    /// <summary>Whether <c>LayThuTuc</c> says the procedure is public; one that does not say is.</summary>
    public static bool IsPublic(JsonElement full) => PortalFields.Text(full, "TRANGTHAI") is "" or "1";

    /// <summary>The result element of <c>LayThuTuc</c>; null when there is none.</summary>
    public static JsonElement? Full(JsonElement? result) =>
        PortalFields.Elements(result).FirstOrDefault() is { ValueKind: JsonValueKind.Object } full ? full : null;

    /// <summary>Code to name of <c>LayDanhMucCoQuan</c>.</summary>
    public static IReadOnlyDictionary<string, string> Agencies(JsonElement? result)
    {
        var agencies = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var element in PortalFields.Elements(result))
        {
            agencies[PortalFields.Text(element, "MADONVI")] = PortalFields.Text(element, "TENDONVI");
        }

        return agencies;
    }

    /// <summary>What the portal says of a procedure; what it leaves out stays as <paramref name="before"/> has it.</summary>
    public static Procedure Read(string code, JsonElement full, IReadOnlyDictionary<string, string> agencies, Procedure? before)
    {
        var field = PortalFields.Elements(PortalFields.Find(full, "LINHVUCTHUCHIEN")).FirstOrDefault();
        var executing = PortalFields.Elements(PortalFields.Find(full, "COQUANTHUCHIEN")).Select(agency => PortalFields.Text(agency, "TENDONVI")).Where(name => name.Length > 0).ToList();
        var publisher = PortalFields.Text(full, "MACOQUANCONGBO");
        var ways = PortalFields.Find(full, "CACHTHUCTHUCHIEN");
        var times = PortalFields.Elements(ways).SelectMany(way => PortalFields.Elements(PortalFields.Find(way, "THOIGIAN"))).ToList();
        return new Procedure
        {
            Code = code,
            Name = Given(PortalFields.Text(full, "TENTTHC")) ?? before?.Name ?? code,
            FieldCode = Given(PortalFields.Text(field, "MALINHVUC")) ?? before?.FieldCode,
            FieldName = Given(PortalFields.Text(field, "TENLINHVUC")) ?? before?.FieldName,
            PromulgatingAgency = Given(agencies.GetValueOrDefault(publisher, "")) ?? before?.PromulgatingAgency ?? Given(publisher),
            ExecutingAgency = executing.Count > 0 ? string.Join("; ", executing) : before?.ExecutingAgency,
            Channels = ways is null ? before?.Channels ?? [] : Channels(ways),
            ProcessingTimes = ways is null ? before?.ProcessingTimes ?? [] : [.. times.Select(Time).OfType<string>().Distinct()],
            Fees = ways is null ? before?.Fees ?? [] : [.. times.SelectMany(time => PortalFields.Elements(PortalFields.Find(time, "PHILEPHI"))).Select(Fee).OfType<long>().Distinct()],
            UpdatedOn = before?.UpdatedOn,
        };
    }

    private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static string[] Channels(JsonElement? ways) =>
        [.. PortalFields.Elements(ways).Select(way => ChannelNames.GetValueOrDefault(PortalFields.Text(way, "KENH"))).OfType<string>().Distinct().Order(StringComparer.Ordinal)];

    private static string? Time(JsonElement time)
    {
        var amount = PortalFields.Text(time, "THOIGIANGIAIQUYET").Trim();
        var unit = PortalFields.Text(time, "DONVITINH").Trim();
        return Given($"{amount} {NationalPortalCodes.TimeUnits.GetValueOrDefault(VietnameseText.Fold(unit), unit)}");
    }

    private static long? Fee(JsonElement fee) =>
        long.TryParse(PortalFields.Text(fee, "SOTIEN").Replace(".", "", StringComparison.Ordinal), NumberStyles.None, CultureInfo.InvariantCulture, out var amount) ? amount : null;
}
