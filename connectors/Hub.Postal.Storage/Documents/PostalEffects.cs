using Hub.Postal.Consignments;
using Hub.Storage;

namespace Hub.Postal.Storage.Documents;

/// <summary>What a batch of the post writes beside the post's own rows.</summary>
internal static class PostalEffects
{
    // Keys whose being taken by another refuses a batch: a number, a request, a waybill, a link of a chain.
    public static IReadOnlyList<string> Contested { get; } = ["consignments", "custody_links"];

    public static Effects Of(PostalBatch batch) => new()
    {
        Events = batch.Events,
        EndedTasks = batch.EndedTasks,
        Tasks = batch.Tasks,
        Cursor = batch.Cursor,
        Audit = batch.Audit,
    };
}
