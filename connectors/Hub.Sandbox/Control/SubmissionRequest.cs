using System.Text.Json.Nodes;

namespace Hub.Sandbox.Control;

/// <summary>Body of <c>POST /_twin/portal/submissions</c>.</summary>
/// <param name="Kind"><c>nhanhsdvcqg</c>, <c>addtthcKhuyenMai</c> or <c>nhantbthuedvcqg</c>; it becomes the last part of the path.</param>
/// <param name="Target">Base address of the hub's inbound side.</param>
/// <param name="Count">How many to send (1..1000) when there is no <paramref name="Dossier"/>.</param>
/// <param name="Seed">Makes generated bodies repeatable; the twin's own seed when absent.</param>
/// <param name="Dossier">A body to send as it is, with <c>refId</c> added.</param>
/// <param name="RefId">Reference of the first body; later ones get <c>-2</c>, <c>-3</c>, …</param>
/// <param name="Headers">Headers to send, <c>Authorization</c> for one.</param>
internal sealed record SubmissionRequest(
    string? Kind, Uri? Target, int? Count = null, int? Seed = null, JsonObject? Dossier = null, string? RefId = null,
    IReadOnlyDictionary<string, string>? Headers = null);
