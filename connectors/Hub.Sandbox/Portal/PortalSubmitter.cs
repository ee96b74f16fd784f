using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Hub.Sandbox.Control;
using Hub.Sandbox.State;

namespace Hub.Sandbox.Portal;

/// <summary>Posts to the hub as the portal does: one body a call, the kind as the last part of the path.</summary>
internal sealed class PortalSubmitter(SandboxOptions options, SubmissionBodies bodies, Effects effects) : IDisposable
{
    public static readonly string[] Kinds = ["nhanhsdvcqg", "addtthcKhuyenMai", "nhantbthuedvcqg"];

    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(30) };

    public async Task<IReadOnlyList<SubmissionAnswer>> SendAsync(SubmissionRequest request, CancellationToken ct)
    {
        var seed = request.Seed ?? options.Seed;
        var answers = new List<SubmissionAnswer>();
        for (var number = 1; number <= (request.Dossier is null ? request.Count ?? 1 : 1); number++)
        {
            var body = request.Dossier?.DeepClone().AsObject() ?? bodies.Make(request.Kind!, seed, number);
            var refId = RefIdOf(request, body, seed, number);
            body["refId"] = refId;
            answers.Add(await PostAsync(request, refId, body, ct));
        }

        return answers;
    }

    public void Dispose() => _http.Dispose();

    private static string RefIdOf(SubmissionRequest request, JsonObject body, int seed, int number) =>
        request.RefId is { } given ? (number == 1 ? given : $"{given}-{number}")
        : body["refId"] is JsonValue inBody && inBody.TryGetValue<string>(out var own) ? own
        : $"{request.Kind}-{seed}-{number}";

    private async Task<SubmissionAnswer> PostAsync(SubmissionRequest request, string refId, JsonObject body, CancellationToken ct)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, new Uri($"{request.Target!.AbsoluteUri.TrimEnd('/')}/{request.Kind}"));
        message.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body.ToJsonString(TwinJson.Control)));
        message.Content.Headers.ContentType = MediaTypeHeaderValue.Parse("application/json; charset=utf-8");
        foreach (var (name, value) in request.Headers ?? new Dictionary<string, string>())
        {
            message.Headers.TryAddWithoutValidation(name, value);
        }

        effects.Count(EffectNames.SubmissionSent);
        try
        {
            using var response = await _http.SendAsync(message, ct);
            return new SubmissionAnswer(refId, (int)response.StatusCode, await response.Content.ReadAsStringAsync(ct));
        }
        catch (Exception error) when (error is HttpRequestException || (error is TaskCanceledException && !ct.IsCancellationRequested))
        {
            return new SubmissionAnswer(refId, 0, null, error.Message);
        }
    }
}
