using System.Globalization;
using System.Text.Json;
using Hub.Sandbox.Twins;

namespace Hub.Sandbox.Postal;

/// <summary>D: what can be asked about orders, prices and places.</summary>
internal sealed class MyVnpostQueries(
    MyVnpostRules rules, BookingService bookings, ConsignmentService consignments, PostPlaces places, PostMagic magic, PostRefusals refusals)
{
    private const int LargestPage = 500;

    public PostReply Get(PostRequest request) => Asked(request) is not { } found ? WrongType("getOrder") : new PostReply(200, writer =>
    {
        writer.WriteStartArray();
        WriteResults(writer, found);
        writer.WriteEndArray();
    });

    public PostReply History(PostRequest request) => Asked(request) is not { } found ? WrongType("GetStatusHistoryOrder") : new PostReply(200, writer =>
    {
        writer.WriteStartObject();
        if (found is [var odd] && magic.Says(odd.Consignment, PostMagic.NoForm))
        {
            writer.WriteString("data", "Không có dữ liệu");
        }
        else if (found is [var lone] && magic.Says(lone.Consignment, PostMagic.OtherForms))
        {
            writer.WritePropertyName("data");
            WriteHistory(writer, lone);
        }
        else
        {
            writer.WriteStartArray("data");
            foreach (var state in found)
            {
                WriteHistory(writer, state);
            }

            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    });

    /// <summary>Orders whose last change lies in a span of days, both included, a page at a time.</summary>
    public PostReply List(PostRequest request)
    {
        var (from, to) = (PostTime.Day(request.Text("lastUpdateFrom")), PostTime.Day(request.Text("lastUpdateTo")));
        if (from is null || to is null || !TryNumber(request.Text("page"), 0, out var page) || !TryNumber(request.Text("size"), LargestPage, out var size) || size is < 1 or > LargestPage)
        {
            return refusals.Error(400, "Bad Request", $"lastUpdateFrom, lastUpdateTo dạng dd-MM-yyyy; size từ 1 đến {LargestPage}", "/customer-partner/GetListOrder");
        }

        var found = consignments.List(PostDialect.D, 0, int.MaxValue).Where(state =>
        {
            var day = DateOnly.FromDateTime(state.UpdatedAt.ToOffset(TwinClock.VietnamOffset).Date);
            return day >= from && day <= to;
        });
        return new PostReply(200, writer => WriteResults(writer, [.. found.Skip(page * size).Take(size)]));
    }

    public PostReply Charge(PostRequest request)
    {
        var question = request.Body.Object("data");
        var asked = question.Text("serviceCode");
        var wrong = rules.CheckPlace(question, "sender") ?? rules.CheckPlace(question, "receiver")
            ?? (question.Whole("weight") is not (> 0 and <= 50_000) ? "weight phải từ 1 đến 50000 gam" : null)
            ?? (asked.Length > 0 && !Quotes.Knows(asked) ? "serviceCode không có trong danh mục" : null);
        if (wrong is not null)
        {
            return refusals.Error(400, "Bad Request", wrong, "/customer-partner/ServicesCharge");
        }

        return new PostReply(200, writer =>
        {
            writer.WriteStartArray();
            foreach (var quote in Quotes.ServiceCodes.Where(service => asked.Length == 0 || service == asked).Select(service => Quotes.Of(question, service)))
            {
                WriteQuote(writer, quote);
            }

            writer.WriteEndArray();
        });
    }

    public PostReply Provinces(PostRequest request) => new(200, writer =>
    {
        writer.WriteStartArray();
        foreach (var province in places.Provinces)
        {
            writer.WriteStrings(("provinceCode", PostPlaces.CodeOf(province)), ("provinceName", province.Name));
        }

        writer.WriteEndArray();
    });

    /// <summary>The province's code stands under the name of the district, as with the real operator.</summary>
    public PostReply Communes(PostRequest request) => new(200, writer =>
    {
        writer.WriteStartArray();
        foreach (var province in places.Provinces)
        {
            foreach (var (code, name) in PostPlaces.CommunesOf(province))
            {
                writer.WriteStrings(("communeCode", code), ("communeName", name), ("districtCode", PostPlaces.CodeOf(province)));
            }
        }

        writer.WriteEndArray();
    });

    private static void WriteResults(Utf8JsonWriter writer, IReadOnlyList<ConsignmentState> found)
    {
        writer.WriteStartObject();
        writer.WriteStartArray("results");
        foreach (var state in found)
        {
            OrderRecord.Write(writer, state);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private void WriteHistory(Utf8JsonWriter writer, ConsignmentState state)
    {
        var isOther = magic.Says(state.Consignment, PostMagic.OtherForms);
        var isShort = magic.Says(state.Consignment, PostMagic.OtherTimes);
        writer.WriteStartObject();
        writer.WriteString("itemCode", state.Consignment.ItemCode);
        writer.WriteStartArray(isOther ? "statusHistory " : "statusHistory");
        foreach (var told in state.History)
        {
            var time = PostTime.Text(told.HappenedAt).Split(' ');
            writer.WriteStartObject();
            writer.WriteString("createdDate", time[0]);
            writer.WriteString(isOther ? "createdHour" : "createHour", isShort ? time[1][..5] : time[1]);
            writer.WriteNumber("statusCode", told.Code);
            writer.WriteString("statusName", told.Step.Wording());
            writer.WriteString("locateName", $"Bưu cục {OrderRecord.OfficeOf(state.Consignment.Request.Object("informationOrder"))}");
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteQuote(Utf8JsonWriter writer, Quote quote)
    {
        writer.WriteStartObject();
        writer.WriteString("serviceCode", quote.ServiceCode);
        writer.WriteString("serviceName", quote.ServiceName);
        writer.WriteNumber("mainFee", quote.MainFee);
        writer.WriteNumber("vasFee", quote.VasFee);
        writer.WriteNumber("totalFee", quote.TotalFee);
        writer.WriteNumber("priceWeight", quote.PriceWeight);
        writer.WriteNumber("weightConvert", 0);
        writer.WriteStartArray("addonService");
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static bool TryNumber(string text, int absent, out int number)
    {
        number = absent;
        return text.Length == 0 || (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number <= 1_000_000);
    }

    // Type 1 asks by item code, type 2 by the customer's own code, under which there may be several orders, type 3 by the original id.
    private IReadOnlyList<ConsignmentState>? Asked(PostRequest request) => request.Text("type") switch
    {
        "1" => bookings.FindByItemCode(request.Text("code")) is { Consignment.Dialect: PostDialect.D } found ? [found] : [],
        "3" => bookings.FindByOriginalId(request.Text("code")) is { } found ? [found] : [],
        "2" => request.Text("code").Length == 0 ? [] : bookings.FindByNumber(PostDialect.D, request.Text("code")),
        _ => null,
    };

    private PostReply WrongType(string call) => refusals.Error(400, "Bad Request", "type phải là 1, 2 hoặc 3", "/customer-partner/" + call);
}
