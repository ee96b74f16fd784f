using System.Text.Json;
using Hub.Postal.Dialects.Wire;

namespace Hub.Postal.Dialects.MyVnPost;

/// <summary>
/// Reads what D answers. The same operation is seen to answer a list and a lone object, with names in either case and with blanks at their end; every form that was
/// seen is read, and null says that this is none of them.
/// </summary>
internal static class MyVnPostReader
{
    /// <summary>An order, alone or as a list of one.</summary>
    public static MyVnPostRecord? Record(JsonElement answer) => answer.Items() is [{ ValueKind: JsonValueKind.Object } record] ? RecordOf(record) : null;

    /// <summary>Orders below <c>results</c>, of one answer or of a list of them.</summary>
    public static IReadOnlyList<MyVnPostRecord>? Records(JsonElement answer)
    {
        var records = new List<MyVnPostRecord>();
        foreach (var part in answer.Items() ?? [default])
        {
            if (part.Member("results")?.Items() is not { } results || results.Any(each => each.ValueKind is not JsonValueKind.Object))
            {
                return null;
            }

            records.AddRange(results.Select(RecordOf));
        }

        return records;
    }

    /// <param name="originalId">The order that was to be changed: what is said of another is no answer.</param>
    /// <param name="caseId">What waited and is asked for; null for the answer to the change itself.</param>
    public static MyVnPostTaken? Taken(JsonElement answer, string originalId, string? caseId)
    {
        var ours = (answer.Items() ?? [])
            .Where(each => each.Text("originalId") is not { Length: > 0 } of || of == originalId)
            .Where(each => caseId is not { Length: > 0 } || each.Text("caseId") is not { Length: > 0 } of || of == caseId)
            .ToList();
        return ours is [.., var last] && last.Text("type")?.Trim() is { Length: > 0 } type
            ? new MyVnPostTaken(type.PadLeft(2, '0'), last.Text("message") is { Length: > 0 } message ? message : last.Text("note"), last.Text("caseId"))
            : null;
    }

    public static IReadOnlyList<MyVnPostPrice>? Prices(JsonElement answer) => answer.Items() is { } prices && prices.All(each => each.ValueKind is JsonValueKind.Object)
        ? [.. prices.Select(each => new MyVnPostPrice(each.Text("serviceCode"), each.Text("totalFee")))]
        : null;

    public static MyVnPostHistory? History(JsonElement answer)
    {
        if (answer.Member("data")?.Items() is not { } items)
        {
            return null;
        }

        var lines = new List<MyVnPostLine>();
        var orders = items.Where(each => each.ValueKind is not JsonValueKind.Object || each.EnumerateObject().Any()).ToList();
        foreach (var item in orders)
        {
            var code = item.Text("itemCode");
            lines.AddRange(item.Member("statusHistory") is not { } history ? [Line(code, item)]
                : history.Items() is { } told ? told.Select(raw => Line(code, raw))
                : [new MyVnPostLine(code, item, null)]);
        }

        return new MyVnPostHistory(orders.Count > 0, lines);
    }

    public static MyVnPostItem Item(JsonElement element) => new(
        element.Text("itemCode"), element.Text("saleOrderCode"), element.Text("status"), element.Text("updatedDate"), element.Text("reasonCode"), element.Text("reasonName"),
        element.Text("orgCodeAccept"), element.Text("actualReceiverName"));

    private static MyVnPostLine Line(string? itemCode, JsonElement raw) => new(itemCode, raw, raw.Text("statusCode") is { Length: > 0 } code
        ? new MyVnPostStatus(raw.Text("createdDate"), raw.Text("createHour", "createdHour"), code, raw.Text("statusName"), raw.Text("locateName"))
        : null);

    private static MyVnPostRecord RecordOf(JsonElement record) => new(
        record.Text("originalId"), record.Text("itemCode"), record.Text("status"), record.Text("saleOrderCode"), record.Text("totalFee"), record.Text("createdDate"));
}
