using System.Text;
using System.Text.Json.Nodes;
using Hub.Sandbox.Twins;

namespace Hub.Sandbox.NationalPortal;

/// <summary>Posts to the hub as the portal does: one body a call, the kind as the last part of the path.</summary>
internal sealed class PortalSubmitter(SeededChoice choice, SubmissionBodies bodies, FilingStore filings, Effects effects) : IDisposable
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
            var code = CodeOf(body);
            if (request.Kind == SubmissionBodies.Promotion && code.Length > 0)
            {
                filings.Open(code);
            }

            effects.Count(PortalEffects.SubmissionSent);
            var call = await OutboundCall.PostAsync(_http, target, Encoding.UTF8.GetBytes(body.ToJsonString(TwinJson.Control)), request.Headers, ct);
            answers.Add(new SubmissionAnswer(code, call.Status, call.Body, call.Error));
        }

        return answers;
    }

    public void Dispose() => _http.Dispose();

    // The one reference on the wire; an amendment of a promotion has another name for it, inside its data.
    private static string CodeOf(JsonObject body) => Text(body, "MaHoSo") ?? Text(body, "MaHoSoQG") ?? (body["data"] is JsonObject data ? Text(data, "MaHoSo") ?? Text(data, "MaHoSoQG") : null) ?? "";

    private static string? Text(JsonObject body, string name) => body[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}

/// <summary>Body of <c>POST /_twin/portal/submissions</c>.</summary>
/// <param name="Kind"><c>nhanhsdvcqg</c>, <c>addtthcKhuyenMai</c> or <c>nhantbthuedvcqg</c>; it becomes the last part of the path.</param>
/// <param name="Target">Base address of the hub's inbound side.</param>
/// <param name="Count">How many to send (1..1000) when there is no <paramref name="Dossier"/>.</param>
/// <param name="Seed">Makes generated bodies repeatable; the twin's own seed when absent.</param>
/// <param name="Dossier">A body to send as it is.</param>
/// <param name="Headers">Headers to send, <c>Authorization</c> for one.</param>
internal sealed record SubmissionRequest(
    string? Kind, Uri? Target, int? Count = null, int? Seed = null, JsonObject? Dossier = null,
    IReadOnlyDictionary<string, string>? Headers = null);

/// <summary>What the hub answered to one submission; <paramref name="MaHoSo"/> is its only reference, <paramref name="Status"/> is 0 and <paramref name="Error"/> is set when nothing came back.</summary>
internal sealed record SubmissionAnswer(string MaHoSo, int Status, string? Body, string? Error = null);
