using System.Text.Json;
using Hub.Core.Envelopes;
using Hub.Core.Events;
using Hub.Postal.Consignments;
using Hub.Postal.Settings;

namespace Hub.Postal.Booking;

/// <summary>Reads the data of a request. It passed its schema once, but a person may have mended it since.</summary>
internal static class PostalRequestReader
{
    /// <returns>Null with what is wrong, as a JSON pointer or a few words.</returns>
    public static (PostalRequest? Request, string? Wrong) Read(Envelope envelope, EventIdentity asked)
    {
        try
        {
            using var document = JsonDocument.Parse(envelope.Body);
            var root = document.RootElement;
            if (Direction(envelope.Type, root) is not { } direction)
            {
                return (null, "/direction");
            }

            var request = new PostalRequest
            {
                Source = asked.Source,
                Id = asked.Id,
                Dossier = envelope.Key,
                Direction = direction,
                Number = Text(root, "number"),
                Citizen = Party(root, "citizen"),
                Agency = Party(root, "agency"),
                Papers = [.. List(root, "papers").Select(paper => new PostalPaper(Need(paper, "id"), Need(paper, "name"), Count(paper.GetProperty("count")), Need(paper, "kind")))],
                MayReceive = root.TryGetProperty("mayReceive", out _)
                    ? [.. List(root, "mayReceive").Select(person => new MayReceive(Need(person, "name"), Need(person, "relation"), Text(person, "identityNumber")))]
                    : null,
                FeeToCollect = root.TryGetProperty("feeToCollect", out var fee) ? Whole(fee) : 0,
                Operator = Text(root, "operator"),
                Service = Text(root, "service"),
                Note = Text(root, "note"),
                Reason = Text(root, "reason"),
            };
            return Wrong(envelope.Type, request) is { } wrong ? (null, wrong) : (request, null);
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            return (null, "JSON");
        }
    }

    private static string? Wrong(string type, PostalRequest request)
    {
        var isBooking = type is PostalEventTypes.PickupRequested or PostalEventTypes.DeliveryRequested;
        return request.Citizen is null && (isBooking || type is PostalEventTypes.RedirectRequested) ? "/citizen"
            : isBooking && request.Agency is null ? "/agency"
            : isBooking && request.Papers.Count == 0 ? "/papers"
            : request.Papers.GroupBy(paper => paper.Id, StringComparer.Ordinal).FirstOrDefault(same => same.Count() > 1) is { } twice ? $"/papers: id {twice.Key} (2×)"
            : null;
    }

    private static PostalDirection? Direction(string type, JsonElement root) => type switch
    {
        PostalEventTypes.PickupRequested => PostalDirection.Pickup,
        PostalEventTypes.DeliveryRequested => PostalDirection.Delivery,
        _ => Text(root, "direction") switch
        {
            "pickup" => PostalDirection.Pickup,
            "delivery" => PostalDirection.Delivery,
            _ => null,
        },
    };

    private static PostalParty? Party(JsonElement root, string name) => root.TryGetProperty(name, out var party)
        ? new PostalParty(Need(party, "name"), Text(party, "phone"), Text(party, "email"), Place(party.GetProperty("address")))
        : null;

    private static PostalPlace Place(JsonElement address) => new(
        Need(address, "line"), Text(address, "communeCode"), Text(address, "communeName"), Text(address, "districtCode"), Text(address, "districtName"),
        Text(address, "provinceCode"), Text(address, "provinceName"));

    private static JsonElement.ArrayEnumerator List(JsonElement root, string name) => root.TryGetProperty(name, out var list) ? list.EnumerateArray() : default;

    private static int Count(JsonElement value) => Whole(value) is var count and >= int.MinValue and <= int.MaxValue ? (int)count : throw new FormatException();

    private static long Whole(JsonElement value) => WholeNumber.TryRead(value, out var number) ? number : throw new FormatException();

    private static string Need(JsonElement holder, string name) => holder.GetProperty(name).GetString() ?? throw new FormatException(name);

    private static string? Text(JsonElement holder, string name) => holder.TryGetProperty(name, out var value) ? value.GetString() : null;
}
