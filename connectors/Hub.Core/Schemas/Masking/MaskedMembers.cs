using System.Globalization;
using System.Text.Json;
using Hub.Core.Schemas.Formats;

namespace Hub.Core.Schemas.Masking;

/// <summary>Finds personal members that hold a mask's work instead of a person's data.</summary>
internal static class MaskedMembers
{
    public static IEnumerable<string> Of(JsonElement value, MaskNode node, string pointer) => value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject().SelectMany(p => Of(p.Value, node.Of(p.Name), JsonPointer.Append(pointer, p.Name))),
        JsonValueKind.Array => value.EnumerateArray().SelectMany((item, i) => Of(item, node.OfItem, $"{pointer}/{i.ToString(CultureInfo.InvariantCulture)}")),
        JsonValueKind.String when MaskedText.IsMasked(value.GetString()!, node.Scalar) => [pointer],
        _ => [],
    };
}
