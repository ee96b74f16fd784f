using Hub.Core.Dossiers;
using Hub.Postal.Consignments;
using Hub.Postal.Settings;

namespace Hub.Postal;

/// <summary>What of a dossier is with the post, read from what was told of its consignments.</summary>
internal static class PostalStanding
{
    public static TimelineStanding? Of(TimelineWords words, IReadOnlyList<TimelineData> events)
    {
        var parcels = new Dictionary<string, Parcel>(StringComparer.Ordinal);
        foreach (var e in events)
        {
            if (e.Text("number") is { } number && State(e) is { } state)
            {
                parcels[number] = new Parcel(number, state, e.Text("direction"), e.Text("operator"), e.Text("waybill"));
            }
        }

        var live = parcels.Values.Where(parcel => !ConsignmentMoves.IsFinal(parcel.State)).ToList();
        return live.Count == 0 ? null : new TimelineStanding(
            string.Join(' ', live.Select(parcel => Where(words, parcel))),
            live.FirstOrDefault(parcel => IsWithPost(parcel.State)) is { } held ? words.Say(($"Bưu điện: {held.Operator}.", $"The post: {held.Operator}.")) : null,
            string.Join(' ', live.Select(parcel => Next(words, parcel)).Distinct()));
    }

    private static ConsignmentState? State(TimelineData e) => e.Type switch
    {
        PostalEventTypes.Booked => ConsignmentState.Booked,
        PostalEventTypes.StatusChanged when ConsignmentStates.TryParse(e.Text("state"), out var state) => state,
        _ => null,
    };

    private static string Where(TimelineWords words, Parcel parcel) => $"{TimelineWords.Join(
        words.Say(($"Bưu gửi {parcel.Waybill ?? parcel.Number}: {parcel.State.Text().Vi}", $"Consignment {parcel.Waybill ?? parcel.Number}: {parcel.State.Text().En}")), parcel.Operator)}.";

    private static bool IsWithPost(ConsignmentState state) => state is ConsignmentState.PickedUp or ConsignmentState.InTransit or ConsignmentState.OutForDelivery
        or ConsignmentState.DeliveryFailed or ConsignmentState.Returning;

    private static string Next(TimelineWords words, Parcel parcel) => parcel.State switch
    {
        ConsignmentState.Lost => words.Say(("Bưu điện trả lời bằng văn bản về bưu gửi thất lạc.", "The post answers in writing about the lost consignment.")),
        ConsignmentState.Returning => words.Say(("Bưu điện chuyển hoàn giấy tờ cho người gửi.", "The post brings the papers back to the sender.")),
        ConsignmentState.DeliveryFailed => words.Say(("Bưu điện phát lại.", "The post tries again to deliver.")),
        _ when IsWithPost(parcel.State) && parcel.Direction is "pickup" => words.Say(("Bưu điện chuyển giấy tờ đến trung tâm.", "The post brings the papers to the centre.")),
        _ when IsWithPost(parcel.State) => words.Say(("Bưu điện phát kết quả cho người dân.", "The post delivers the result to the citizen.")),
        _ when parcel.Direction is "pickup" => words.Say(("Bưu điện thu gom giấy tờ của người dân.", "The post fetches the papers from the citizen.")),
        _ => words.Say(("Bưu điện nhận kết quả tại trung tâm.", "The post collects the result at the centre.")),
    };

    private sealed record Parcel(string Number, ConsignmentState State, string? Direction, string? Operator, string? Waybill);
}
