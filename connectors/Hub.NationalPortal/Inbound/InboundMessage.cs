using System.Text.Json;
using Hub.NationalPortal.Settings;
using Hub.NationalPortal.Wire;

namespace Hub.NationalPortal.Inbound;

/// <summary>One body that the portal posted. Its fields stand in the body itself, or in <c>data</c> as one object or a list of one.</summary>
internal sealed class InboundMessage(string kind, JsonElement root, DateTimeOffset receivedAt, string acceptedBy)
{
    private readonly JsonElement? _item = Find(root);

    public string Kind => kind;

    public JsonElement Root => root;

    public DateTimeOffset ReceivedAt => receivedAt;

    public string AcceptedBy => acceptedBy;

    /// <summary>The same whatever the spaces between its members.</summary>
    public byte[] Raw => field ??= JsonSerializer.SerializeToUtf8Bytes(root, NationalPortalJson.Default.JsonElement);

    public bool IsOne => _item is not null;

    public JsonElement Item => _item!.Value;

    /// <summary>An amendment names its own dossier, and in <c>ThongTinDaNop</c> the one that was filed before.</summary>
    public bool IsAmendment => kind == PortalKinds.Promotion && (Text("MaHoSoQG").Length > 0 || Part("ThongTinSuaDoi") is not null || Part("ThongTinDaNop") is not null);

    /// <summary><c>MaHoSo</c>, of an amendment <c>MaHoSoQG</c>; empty where there is none.</summary>
    public string Code => IsAmendment && Text("MaHoSoQG") is { Length: > 0 } amendment ? amendment : Text("MaHoSo");

    /// <summary>Code of the dossier that is amended; empty where it is not told.</summary>
    public string Amended => Part("ThongTinDaNop") is { } before ? PortalFields.Text(before, "MaHoSoQGDNP").Trim() : "";

    /// <summary><c>MaTTHC</c>; an amendment may have it among what was filed or what is changed.</summary>
    public string Procedure => ((string[])
    [
        Text("MaTTHC"),
        .. IsAmendment ? ((JsonElement?[])[Part("ThongTinSuaDoi"), Part("ThongTinDaNop")]).OfType<JsonElement>().Select(part => PortalFields.Text(part, "MaTTHC").Trim()) : [],
    ]).FirstOrDefault(code => code.Length > 0) ?? "";

    /// <summary>Trimmed; of the body itself, else of its <c>data</c>.</summary>
    public string Text(string name) => PortalFields.Text(root, name).Trim() is { Length: > 0 } outer ? outer : PortalFields.Text(Item, name).Trim();

    private JsonElement? Part(string name) => PortalFields.Elements(PortalFields.Find(Item, name)).Take(1).Select(part => (JsonElement?)part).FirstOrDefault();

    private static JsonElement? Find(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        return PortalFields.Find(root, "data") switch
        {
            { ValueKind: JsonValueKind.Object } inner => inner,
            { ValueKind: JsonValueKind.Array } list when list.GetArrayLength() > 1 => null,
            { ValueKind: JsonValueKind.Array } list when list.GetArrayLength() == 1 && list[0].ValueKind == JsonValueKind.Object => list[0],
            _ => root,
        };
    }
}
