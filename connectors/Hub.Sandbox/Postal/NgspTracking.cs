using System.Globalization;
using System.Text.Json;
using Hub.Sandbox.Faults;
using Hub.Sandbox.Twins;

namespace Hub.Sandbox.Postal;

/// <summary>A and B: the feed of everything that happens to a customer's consignments, behind a cursor, in the shape of a RESTHeart collection.</summary>
internal sealed class NgspTracking(BookingService bookings, PostMagic magic, Effects effects)
{
    private const int DefaultPage = 100;
    private const int LargestPage = 1000;
    private const int Replayed = 100;
    private const string FirstCursor = "000000000000000000000000";

    public PostReply Track(PostRequest request)
    {
        var cursor = request.Text("lastId") is { Length: > 0 } given ? given : FirstCursor;
        var size = request.Text("pagesize") is { Length: > 0 } text
            ? int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0
            : DefaultPage;
        if (size is < 1 or > LargestPage || cursor.Length != 24 || !cursor.All(char.IsAsciiHexDigitLower))
        {
            return PostRefusals.Ngsp(request.Dialect, 400, "pagesize phải từ 1 đến 1000, lastId gồm 24 ký tự hexa") with { Status = 400 };
        }

        effects.Count(PostEffects.Of(request.Dialect, PostEffects.TrackingPage));
        var (page, left) = bookings.Track(request.Dialect, cursor, size, request.Plan.Kind == FaultKind.Replay ? Replayed : 0);
        return new PostReply(200, writer =>
        {
            writer.WriteStartObject();
            writer.WriteNumber("_size", left);
            writer.WriteNumber("_total_pages", (left + size - 1) / size);
            writer.WriteNumber("_returned", page.Count);
            writer.WriteStartObject("_embedded");
            writer.WriteStartArray("rh:doc");
            foreach (var (told, consignment) in page)
            {
                Write(writer, told, consignment);
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
            writer.WriteEndObject();
        });
    }

    private void Write(Utf8JsonWriter writer, TrackingEvent told, Consignment consignment)
    {
        writer.WriteStartObject();
        writer.WriteStartObject("_id");
        writer.WriteString("$oid", told.Id);
        writer.WriteEndObject();
        writer.WriteString("CustomerCode", consignment.CustomerCode);
        writer.WriteString("OrderNumber", consignment.OrderNumber);
        writer.WriteNumber("EventTime", magic.Says(consignment, PostMagic.OtherTimes) ? told.HappenedAt.ToUnixTimeSeconds() : told.HappenedAt.ToUnixTimeMilliseconds());
        writer.WriteString("POSID", PostOfficeOf(told, consignment));
        writer.WriteString("ItemCode", consignment.ItemCode);
        writer.WriteNumber("StatusCode", told.Code);
        writer.WriteString("StatusMessage", told.Step.Wording());
        writer.WriteString("Notes", told.Note);
        writer.WriteEndObject();
    }

    // The office of the sender's province until it leaves there, then that of the receiver's.
    private static string PostOfficeOf(TrackingEvent told, Consignment consignment)
    {
        var side = told.Step is PostStep.OutForDelivery or PostStep.Delivered or PostStep.DeliveryFailed or PostStep.Returning ? "Receiver" : "Sender";
        return $"{consignment.Request.Whole(side + "Province"):00}0000";
    }
}
