using System.Text.Json;

namespace Hub.Sandbox.Post;

/// <summary>A consignment as the control API shows it.</summary>
internal sealed record ConsignmentView(
    long Seq, string Dialect, string CustomerCode, string OrderNumber, string ItemCode, string OriginalId, string Step, int Code, long CodAmount,
    DateTimeOffset BookedAt, bool IsDraft, int Cancels, int Corrections, string Magic, IReadOnlyList<ToldView> History, NextView? Next, JsonElement Request)
{
    public static ConsignmentView Of(ConsignmentState state)
    {
        var consignment = state.Consignment;
        return new ConsignmentView(
            consignment.Seq, consignment.Dialect.Letter(), consignment.CustomerCode, consignment.OrderNumber, consignment.ItemCode, consignment.OriginalId,
            state.Step.Name(), state.Code, consignment.CodAmount, consignment.BookedAt, consignment.IsDraft, consignment.Cancels, consignment.Corrections,
            consignment.Magic, [.. state.History.Select(ToldView.Of)], state.Next is { } next ? new NextView(next.Step.Name(), next.ReportedAt) : null, consignment.Request);
    }
}
