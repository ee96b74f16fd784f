using System.Text.Json;
using Hub.Core.Letters;
using Hub.NationalPortal.Wire;

namespace Hub.NationalPortal.Sync;

/// <summary>Our item beside the portal's, field by field; pure.</summary>
/// <param name="Different">Fields that both show with different values.</param>
/// <param name="Unlisted">Fields that we fill and the portal's answer leaves out: nothing can be said of them.</param>
public sealed record PortalComparison(IReadOnlyList<string> Different, IReadOnlyList<string> Unlisted)
{
    public static PortalComparison Of(PortalDossierItem ours, PortalHeld held)
    {
        var different = new List<string>();
        var unlisted = new List<string>();
        foreach (var field in JsonSerializer.SerializeToElement(ours, NationalPortalJson.Wire.PortalDossierItem).EnumerateObject())
        {
            if (PortalFields.Find(held.Item, field.Name) is { } theirs)
            {
                if (!IsSame(field.Value, theirs))
                {
                    different.Add(field.Name);
                }
            }
            else if (!IsEmpty(field.Value))
            {
                unlisted.Add(field.Name);
            }
        }

        return new PortalComparison(different, unlisted);
    }

    private static bool IsEmpty(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.Undefined => true,
        JsonValueKind.String => value.ValueEquals(""u8),
        JsonValueKind.Array => value.GetArrayLength() == 0,
        _ => false,
    };

    // The portal may add members of its own to an element, write numbers for our strings, null for an empty text, and marks decomposed.
    private static bool IsSame(JsonElement ours, JsonElement theirs)
    {
        if (IsEmpty(ours) || IsEmpty(theirs))
        {
            return IsEmpty(ours) == IsEmpty(theirs);
        }

        return ours.ValueKind switch
        {
            JsonValueKind.Array => theirs.ValueKind == JsonValueKind.Array
                && ours.GetArrayLength() == theirs.GetArrayLength()
                && ours.EnumerateArray().Zip(theirs.EnumerateArray()).All(pair => IsSame(pair.First, pair.Second)),
            JsonValueKind.Object => ours.EnumerateObject().All(member => PortalFields.Find(theirs, member.Name) is not { } value || IsSame(member.Value, value)),
            _ => string.Equals(VietnameseText.Compose(ours.ToString()), VietnameseText.Compose(theirs.ToString()), StringComparison.Ordinal),
        };
    }
}
