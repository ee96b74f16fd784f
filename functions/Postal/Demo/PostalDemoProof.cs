using Hub.Functions.Demo;
using Hub.Functions.Shell;
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

    public async Task<bool> ShowAsync(CancellationToken ct)
    {
        var counts = await twin.CountsAsync(ct);
        var booked = await twin.OrdersAsync(ct);
        var ours = await PostalDemo.ConsignmentsAsync(services, new ConsignmentFilter(), ct);
        var requests = PostalDemo.Requests(events);
        var differences = Differences(ours, booked.ToLookup(order => order.Number, StringComparer.Ordinal));
        var (orders, doubled) = (counts.Sum(each => each.Orders), counts.Sum(each => each.Doubled));
        var open = ours.Where(each => !ConsignmentMoves.IsOver(each.State)).ToList();
        Output.Line($"bưu điện đã thấy / the post saw: {string.Join(", ", counts.Where(each => each.Orders > 0).Select(each => $"{PostalDemo.ByDialect[each.Dialect]} {each.Orders}"))} đơn/orders, "
            + $"trùng/doubled {doubled}, hỏi lại bị từ chối/repeats refused {counts.Sum(each => each.RefusedDuplicates)}; thu hộ/to collect {ours.Sum(each => each.FeeToCollect):#,0} đ");
        foreach (var difference in differences.Take(20))
        {
            Output.Error("  " + difference);
        }

        foreach (var each in open)
        {
            Output.Line($"  còn trên đường / still under way: {each.Number} {each.Operator} {each.State.Name()}");
        }

        var agrees = differences.Count == 0 && orders == ours.Count && ours.Count == requests && doubled == 0;
        Output.Line(agrees
            ? $"KHỚP: {requests} yêu cầu, {ours.Count} bưu gửi, {orders} đơn ở bưu điện, {ours.Count - open.Count} đã xong. / AGREED: {requests} requests, {ours.Count} consignments, {orders} orders at the post, {ours.Count - open.Count} at their end."
            : $"SAI LỆCH bưu điện: {requests} yêu cầu, {ours.Count} bưu gửi, {orders} đơn. / DIFFERENT at the post: {requests} requests, {ours.Count} consignments, {orders} orders.");
        return agrees;
    }

    private static List<string> Differences(IReadOnlyList<Consignment> ours, ILookup<string, TwinOrder> booked)
    {
        var differences = new List<string>();
        foreach (var each in ours)
        {
            if (booked[each.Number].ToList() is not [var order])
            {
                differences.Add($"{each.Number}: {booked[each.Number].Count()} đơn ở bưu điện / orders at the post");
                continue;
            }

            if (PostalDemo.ByDialect[order.Dialect] != each.Operator)
            {
                differences.Add($"{each.Number}: {each.Operator} ≠ {PostalDemo.ByDialect[order.Dialect]}");
            }

            if (order.CodAmount != each.FeeToCollect)
            {
                differences.Add($"{each.Number}: thu hộ / to collect {each.FeeToCollect} ≠ {order.CodAmount}");
            }

            // Some are told out of order or once more afterwards: an end stays the end.
            var end = order.Steps.Where(Ends.ContainsKey).Select(step => (ConsignmentState?)Ends[step]).LastOrDefault();
            if (ConsignmentMoves.IsFinal(each.State) ? end != each.State : end is not null)
            {
                differences.Add($"{each.Number}: {each.State.Name()} ≠ {(order.Steps.Count > 0 ? order.Steps[^1] : "booked")}");
            }
        }

        var known = ours.Select(each => each.Number).ToHashSet(StringComparer.Ordinal);
        differences.AddRange(booked.Where(order => !known.Contains(order.Key)).Select(order => $"{order.Key}: trung tâm không biết / not known to the centre"));
        return differences;
    }
}
