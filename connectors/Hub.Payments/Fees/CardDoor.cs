using System.Text.Json;
using Hub.Core.Intake;
using Hub.Core.Schemas.Explaining;
using Hub.Payments.Files.Text;

namespace Hub.Payments.Fees;

/// <summary>Lets no full card number in with what the case system says of fees and cash: it would be in the inbox, the timeline and the ledger for years.</summary>
public sealed class CardDoor : IDataScreen
{
    private const int MaxDepth = 64;

    private static readonly string[] Types = ["vn.onestop.fee.", "vn.onestop.payment."];

    // Numbers that the case system gives itself: only the ranges that card schemes issue count in them.
    // A fee's number and a person's or unit's: of 13 digits one in ten would be taken for a card.
    private static readonly HashSet<string> Identities = new(["fee", "identityNumber"], StringComparer.Ordinal);

    private static readonly HashSet<string> Numbers = new(["receipt", "counter", "code", "feeType"], StringComparer.Ordinal);

    public SchemaViolation? Find(string type, ReadOnlyMemory<byte> data)
    {
        if (!Types.Any(begin => type.StartsWith(begin, StringComparison.Ordinal)))
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(data, new JsonDocumentOptions { MaxDepth = MaxDepth });
            return Find(document.RootElement, "", "");
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static SchemaViolation? Find(JsonElement value, string pointer, string name) => value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject().Select(member => Find(member.Value, $"{pointer}/{member.Name}", member.Name)).FirstOrDefault(found => found is not null),
        JsonValueKind.Array => value.EnumerateArray().Select((item, index) => Find(item, $"{pointer}/{index}", name)).FirstOrDefault(found => found is not null),
        JsonValueKind.String when !Identities.Contains(name) && CardScreen.Holds(value.GetString(), Numbers.Contains(name)) => new SchemaViolation(
            pointer, "card", ("Có số thẻ đầy đủ, không được nhận; chỉ ghi sáu số đầu và bốn số cuối.", "There is a full card number, which is not taken; write its first six and last four digits only.")),
        _ => null,
    };
}
