using System.Text;
using System.Text.Json.Nodes;
using Hub.Sandbox.Twins;

namespace Hub.Sandbox.NationalPortal;

/// <summary>Posts to the hub as the portal does: one body a call, the kind as the last part of the path.</summary>
internal sealed class PortalSubmitter(SeededChoice choice, SubmissionBodies bodies, Effects effects) : IDisposable
{
    public static readonly string[] Kinds = ["nhanhsdvcqg", "addtthcKhuyenMai", "nhantbthuedvcqg"];

    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(30) };

    public async Task<IReadOnlyList<SubmissionAnswer>> SendAsync(SubmissionRequest request, CancellationToken ct)
    {
        var seed = request.Seed ?? choice.Seed;
        var target = new Uri($"{request.Target!.AbsoluteUri.TrimEnd('/')}/{request.Kind}");
        var answers = new List<SubmissionAnswer>();
        for (var number = 1; number <= (request.Dossier is null ? request.Count ?? 1 : 1); number++)
        {
            var body = request.Dossier?.DeepClone().AsObject() ?? bodies.Make(request.Kind!, seed, number);
            var refId = RefIdOf(request, body, seed, number);
            body["refId"] = refId;
            effects.Count(PortalEffects.SubmissionSent);
            var call = await OutboundCall.PostAsync(_http, target, Encoding.UTF8.GetBytes(body.ToJsonString(TwinJson.Control)), request.Headers, ct);
            answers.Add(new SubmissionAnswer(refId, call.Status, call.Body, call.Error));
        }

        return answers;
    }

    public void Dispose() => _http.Dispose();

    private static string RefIdOf(SubmissionRequest request, JsonObject body, int seed, int number) =>
        request.RefId is { } given ? (number == 1 ? given : $"{given}-{number}")
        : body["refId"] is JsonValue inBody && inBody.TryGetValue<string>(out var own) ? own
        : $"{request.Kind}-{seed}-{number}";
}

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

/// <summary>What the hub answered to one submission; <paramref name="Status"/> is 0 and <paramref name="Error"/> is set when nothing came back.</summary>
internal sealed record SubmissionAnswer(string RefId, int Status, string? Body, string? Error = null);
