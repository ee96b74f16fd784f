namespace Hub.Sandbox.Postal;

/// <summary>The operations of all dialects.</summary>
internal sealed class PostOperations(NgspOrders ngsp, NgspTracking tracking, NgspRanges ranges, MyVnpostOrders myVnpost, MyVnpostQueries queries)
{
    /// <summary>Older customers call below it, newer ones without: D answers at both.</summary>
    public const string MyVnpost = "/customer-partner";
    private const string Ngsp = "/apiVNPostNGSP/p1.0";
    private const string Get = "GET";
    private const string Post = "POST";

    public IReadOnlyList<PostOperation> All { get; } =
    [
        new(PostDialect.A, "order", Post, Ngsp + "/order/post", ngsp.Order, NgspOrders.SubjectOf),
        new(PostDialect.A, "cancel", Get, Ngsp + "/order/cancel", ngsp.Cancel),
        new(PostDialect.A, "look-up", Get, Ngsp + "/order/get", ngsp.LookUp),
        new(PostDialect.A, "tracking", Get, Ngsp + "/order/tracking", tracking.Track),
        new(PostDialect.A, "dossier", Post, Ngsp + "/dossier/post", ngsp.Announce),
        new(PostDialect.B, "order", Post, "/order", ngsp.Order, NgspOrders.SubjectOf),
        new(PostDialect.B, "order", Post, "/order-without-item-code", ngsp.OrderWithoutItemCode, NgspOrders.SubjectOf),
        new(PostDialect.B, "cancel", Get, "/order/cancel", ngsp.Cancel),
        new(PostDialect.B, "look-up", Get, "/order/get", ngsp.LookUp),
        new(PostDialect.B, "tracking", Get, "/tracking", tracking.Track),
        new(PostDialect.B, "dossier", Post, "/dossier", ngsp.Announce),
        new(PostDialect.B, "range", Post, "/ranges", ranges.Allot),
        new(PostDialect.B, "ranges", Get, "/ranges", ranges.List),
        new(PostDialect.D, "create", Post, MyVnpost + "/CreateOrder", myVnpost.Create, MyVnpostOrders.SubjectOf),
        new(PostDialect.D, "publish", Get, MyVnpost + "/createOrderByDraft", myVnpost.Publish),
        new(PostDialect.D, "correct", Post, MyVnpost + "/orderCorrection", myVnpost.Correct),
        new(PostDialect.D, "decision", Get, MyVnpost + "/orderCorrection/updateCase", myVnpost.Decide),
        new(PostDialect.D, "cancel", Post, MyVnpost + "/orderCancel", myVnpost.Cancel),
        new(PostDialect.D, "get", Get, MyVnpost + "/getOrder", queries.Get),
        new(PostDialect.D, "list", Get, MyVnpost + "/GetListOrder", queries.List),
        new(PostDialect.D, "history", Get, MyVnpost + "/GetStatusHistoryOrder", queries.History),
        new(PostDialect.D, "charge", Post, MyVnpost + "/ServicesCharge", queries.Charge),
        new(PostDialect.D, "places", Get, MyVnpost + "/getNewProvinceAll", queries.Provinces),
        new(PostDialect.D, "places", Get, MyVnpost + "/getNewCommuneAll", queries.Communes),
    ];
}
