namespace Hub.Sandbox.Postal;

/// <summary>Pushes that a real operator should not send, or a forger does.</summary>
internal sealed class PushScripts(PushSender sender)
{
    public static readonly string[] Kinds = ["duplicate", "out-of-order", "batch", "forged-second", "forged-signature", "tampered-first"];

    public async Task<IReadOnlyList<PushResult>> RunAsync(string kind, IReadOnlyList<ConsignmentState> orders, int code, CancellationToken ct)
    {
        var results = new List<PushResult>();
        foreach (var (items, signed) in CallsOf(kind, orders, code))
        {
            results.Add(await sender.SendScriptedAsync(kind, items, signed, asStranger: kind == "forged-signature", ct));
        }

        return results;
    }

    private static IEnumerable<(IReadOnlyList<PushItem> Items, PushItem? Signed)> CallsOf(string kind, IReadOnlyList<ConsignmentState> orders, int code)
    {
        switch (kind)
        {
            case "batch":
                return [([.. orders.Select(PushItem.Of)], null)];
            case "forged-second":
                return [([PushItem.Of(orders[0]), .. orders.Skip(1).Select(order => PushItem.Of(order) with { Status = code })], null)];
            case "tampered-first":
                return orders.Select(order => ((IReadOnlyList<PushItem>)[PushItem.Of(order) with { Status = code }], (PushItem?)PushItem.Of(order)));
            case "out-of-order":
                return orders.SelectMany(order => order.History.Reverse().Select(told => ((IReadOnlyList<PushItem>)[PushItem.Of(order, told)], (PushItem?)null)));
            case "duplicate":
                return orders.Where(order => order.History.Count > 0).Select(order => ((IReadOnlyList<PushItem>)[PushItem.Of(order, order.History[^1])], (PushItem?)null));
            default:
                return orders.Select(order => ((IReadOnlyList<PushItem>)[PushItem.Of(order)], (PushItem?)null));
        }
    }
}
