using Hub.Core;
using Hub.Core.Dossiers;
using Hub.Functions.Demo;
using Hub.Postal.Consignments;

namespace Hub.Functions.Postal.Demo;

/// <summary>
/// Proves, past the hub's own account, that every request of the day is one consignment and one booking at the operator that was chosen, with the fee to the đồng,
/// and that the parcel's end is known alike on both sides. What has not come to its end is named.
/// </summary>
internal sealed class PostalDemoProof(PostTwin twin, IServiceProvider services, IReadOnlyList<DemoEvent> events)
{
    private static readonly Dictionary<string, ConsignmentState> Ends = new(StringComparer.Ordinal)
    {
        ["delivered"] = ConsignmentState.Delivered,
        ["cod_paid"] = ConsignmentState.Delivered,
        ["returned"] = ConsignmentState.Returned,
        ["cancelled"] = ConsignmentState.Cancelled,
    };

    public async Task<DemoProof> LookAsync(CancellationToken ct)
    {
        var counts = await twin.CountsAsync(ct);
        var booked = await twin.OrdersAsync(ct);
        var ours = await PostalDemo.ConsignmentsAsync(services, new ConsignmentFilter(), ct);
        var requests = PostalDemo.Requests(events);
        var differences = Differences(ours, booked.ToLookup(order => order.Number, StringComparer.Ordinal));
        var (orders, doubled, refused) = (counts.Sum(each => each.Orders), counts.Sum(each => each.Doubled), counts.Sum(each => each.RefusedDuplicates));
        var open = ours.Where(each => !ConsignmentMoves.IsOver(each.State)).ToList();
        var byOperator = string.Join(", ", counts.Where(each => each.Orders > 0).Select(each => $"{PostalDemo.ByDialect[each.Dialect]} {each.Orders}"));
        var toCollect = TimelineData.Money(ours.Sum(each => each.FeeToCollect));
        return new DemoProof(
            differences.Count == 0 && orders == ours.Count && ours.Count == requests && doubled == 0,
            [
                ($"{requests} yêu cầu, {ours.Count} bưu gửi, {orders} đơn ở bưu điện, {ours.Count - open.Count} đã xong", $"{requests} requests, {ours.Count} parcels, {orders} orders at the post, {ours.Count - open.Count} at their end"),
                ($"đơn vị: {byOperator}", $"operators: {byOperator}"),
                ($"bưu điện: trùng {doubled}, hỏi lại bị từ chối {refused}; thu hộ {toCollect} đ", $"the post: doubled {doubled}, repeats refused {refused}; to collect {toCollect} đ"),
            ],
            [
                .. differences,
                .. open.Select(each => new Bilingual($"{each.Number}: còn trên đường, {each.Operator}, {each.State.Text().Vi}", $"{each.Number}: still under way, {each.Operator}, {each.State.Text().En}")),
            ]);
    }

    private static List<Bilingual> Differences(IReadOnlyList<Consignment> ours, ILookup<string, TwinOrder> booked)
    {
        var differences = new List<Bilingual>();
        foreach (var each in ours)
        {
            if (booked[each.Number].ToList() is not [var order])
            {
                var found = booked[each.Number].Count();
                differences.Add(($"{each.Number}: {found} đơn ở bưu điện", $"{each.Number}: {found} orders at the post"));
                continue;
            }

            if (PostalDemo.ByDialect[order.Dialect] != each.Operator)
            {
                differences.Add(Both($"{each.Number}: {each.Operator} ≠ {PostalDemo.ByDialect[order.Dialect]}"));
            }

            if (order.CodAmount != each.FeeToCollect)
            {
                var (ordered, asked) = (TimelineData.Money(order.CodAmount), TimelineData.Money(each.FeeToCollect));
                differences.Add(($"{each.Number}: thu hộ {asked} đ ≠ {ordered} đ", $"{each.Number}: to collect {asked} đ ≠ {ordered} đ"));
            }

            // Some are told out of order or once more afterwards: an end stays the end.
            var end = order.Steps.Where(Ends.ContainsKey).Select(step => (ConsignmentState?)Ends[step]).LastOrDefault();
            if (ConsignmentMoves.IsFinal(each.State) ? end != each.State : end is not null)
            {
                differences.Add(Both($"{each.Number}: {each.State.Name()} ≠ {(order.Steps.Count > 0 ? order.Steps[^1] : "booked")}"));
            }
        }

        var known = ours.Select(each => each.Number).ToHashSet(StringComparer.Ordinal);
        differences.AddRange(booked.Where(order => !known.Contains(order.Key)).Select(order => new Bilingual($"{order.Key}: trung tâm không biết", $"{order.Key}: not known to the centre")));
        return differences;
    }

    private static Bilingual Both(string text) => (text, text);
}
