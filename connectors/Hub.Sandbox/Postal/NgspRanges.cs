using System.Globalization;
using System.Text.Json;
using Hub.Sandbox.Twins;

namespace Hub.Sandbox.Postal;

/// <summary>B: ranges of item codes for the customer to choose from.</summary>
internal sealed class NgspRanges(BookingService bookings, PostTwinOptions options, Effects effects)
{
    public const int LargestRange = 10_000;

    public PostReply Allot(PostRequest request)
    {
        if (!options.CustomerCodes.Contains(request.Body.Text("CustomerCode"), StringComparer.Ordinal)
            || request.Body.Whole("Quantity") is not (>= 1 and <= LargestRange and { } quantity))
        {
            effects.Count(PostEffects.Of(PostDialect.B, PostEffects.RangeRefused));
            return PostRefusals.Ngsp(PostDialect.B, PostRefusals.Invalid, $"Dữ liệu không hợp lệ: cần CustomerCode và Quantity từ 1 đến {LargestRange}");
        }

        return bookings.Allot((int)quantity) is not { } range
            ? PostRefusals.Ngsp(PostDialect.B, PostRefusals.NoRange, "Không còn dải số để cấp")
            : PostRefusals.Ngsp(PostDialect.B, PostRefusals.Done, "Thành công", writer =>
            {
                writer.WriteStartObject("Range");
                Write(writer, range);
                writer.WriteEndObject();
            });
    }

    public PostReply List(PostRequest request) => PostRefusals.Ngsp(PostDialect.B, PostRefusals.Done, "Thành công", writer =>
    {
        writer.WriteStartArray("Ranges");
        foreach (var (range, used) in bookings.Ranges())
        {
            writer.WriteStartObject();
            Write(writer, range);
            writer.WriteNumber("Used", used);
            writer.WriteNumber("Free", range.Quantity - used);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    });

    private static void Write(Utf8JsonWriter writer, ItemRange range)
    {
        writer.WriteString("RangeId", range.Id);
        writer.WriteString("Prefix", ItemRange.Prefix);
        writer.WriteString("FirstSerial", range.First.ToString("00000000", CultureInfo.InvariantCulture));
        writer.WriteString("LastSerial", range.Last.ToString("00000000", CultureInfo.InvariantCulture));
        writer.WriteString("Suffix", "VN");
        writer.WriteString("FirstItemCode", range.FirstItemCode);
        writer.WriteString("LastItemCode", range.LastItemCode);
        writer.WriteNumber("Quantity", range.Quantity);
    }
}
