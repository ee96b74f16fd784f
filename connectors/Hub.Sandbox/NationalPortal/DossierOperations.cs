using System.Text.Json;
using Hub.Sandbox.Twins;

namespace Hub.Sandbox.NationalPortal;

/// <summary><c>DongBoHoSoMC</c> and <c>TraCuuHoSo</c>.</summary>
internal sealed class DossierOperations(DossierStore dossiers, FilingStore filings, DossierRules rules, AnswerVariants answers, Effects effects, PortalTwinOptions options)
{
    public PortalReply Synchronise(JsonElement body)
    {
        var items = body.Elements("data").ToList();
        if (Check(body, items) is { } error)
        {
            effects.Count(PortalEffects.RefusedInvalid);
            return PortalReply.Refused($"Dữ liệu không hợp lệ: {error}");
        }

        var isUpdate = body.Text("isUpdating") == "True";
        if (isUpdate && items.FirstOrDefault(item => dossiers.Find(item.Text("MaHoSo")) is null) is { ValueKind: JsonValueKind.Object } unknown)
        {
            effects.Count(PortalEffects.UpdateRefusedUnknown);
            return PortalReply.Refused($"Hồ sơ {unknown.Text("MaHoSo")} không tồn tại");
        }

        CountUnknownFields(items);
        return Store(items, isUpdate);
    }

    public PortalReply LookUp(JsonElement body)
    {
        var code = body.Text("mahoso");
        if (code.Length == 0)
        {
            return PortalReply.Refused("Dữ liệu không hợp lệ: mahoso không được để trống");
        }

        return dossiers.Find(code) is { } dossier ? PortalReply.Found(writer => Write(writer, dossier))
            : filings.Find(code) is { } filing ? PortalReply.Found(writer => writer.WriteStrings(("MaHoSo", code), ("TrangThaiHoSo", filing.Status)))
            : answers.Absent(code);
    }

    private string? Check(JsonElement body, List<JsonElement> items)
    {
        if (body.Text("isUpdating") is not ("True" or "False"))
        {
            return "isUpdating phải là \"True\" hoặc \"False\"";
        }

        if (items.Count == 0 || items.Count > options.MaxDossiersPerCall)
        {
            return $"data phải có 1 đến {options.MaxDossiersPerCall} hồ sơ";
        }

        return items.Select(rules.Check).FirstOrDefault(error => error is not null)
            ?? (items.DistinctBy(item => item.Text("MaHoSo")).Count() < items.Count ? "MaHoSo bị lặp trong data" : null);
    }

    // A list is taken up to the first dossier that exists already; connectors send one dossier a call. Assumed.
    private PortalReply Store(List<JsonElement> items, bool isUpdate)
    {
        foreach (var item in items)
        {
            var code = item.Text("MaHoSo");
            if (dossiers.Store(code, item, isUpdate) is { } refusals)
            {
                return answers.Existing(code, refusals, "Hồ sơ") with { Applied = item.Text("MaHoSo") != items[0].Text("MaHoSo") };
            }
        }

        var first = items[0].Text("MaHoSo");
        return answers.Success(first, dossiers.Find(first)!.Updated);
    }

    private void CountUnknownFields(List<JsonElement> items)
    {
        foreach (var member in items.SelectMany(item => item.EnumerateObject()))
        {
            if (!DossierFields.Known.Contains(member.Name))
            {
                effects.Count(PortalEffects.UnknownField);
            }
        }
    }

    private void Write(Utf8JsonWriter writer, PortalDossier dossier)
    {
        lock (dossier.Gate)
        {
            using var item = JsonDocument.Parse(dossier.Item!);
            writer.WriteStartObject();
            foreach (var member in item.RootElement.EnumerateObject())
            {
                if (member.Value.ValueKind is JsonValueKind.String or JsonValueKind.Null)
                {
                    member.WriteTo(writer);
                }
            }

            if (options.ProgressField is { } field)
            {
                writer.WriteStartArray(field);
                foreach (var line in dossier.Progress)
                {
                    writer.WriteRawValue(line.Item, skipInputValidation: true);
                }

                writer.WriteEndArray();
            }

            writer.WriteEndObject();
        }
    }
}
