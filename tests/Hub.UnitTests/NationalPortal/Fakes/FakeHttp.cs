using System.Net;
using System.Text;

namespace Hub.UnitTests.NationalPortal.Fakes;

/// <summary>Answers by script and keeps what was asked.</summary>
internal sealed class FakeHttp : HttpMessageHandler
{
    private readonly Queue<Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>>> _answers = [];

    public List<(string Uri, string Body, Dictionary<string, string> Headers)> Requests { get; } = [];

    public void Answer(string body, int status = 200, string contentType = "application/json", Action<HttpResponseMessage>? more = null) => _answers.Enqueue((_, _) =>
    {
        var response = new HttpResponseMessage((HttpStatusCode)status) { Content = new StringContent(body, Encoding.UTF8, contentType) };
        more?.Invoke(response);
        return Task.FromResult(response);
    });

    public void Throw(Exception error) => _answers.Enqueue((_, _) => Task.FromException<HttpResponseMessage>(error));

    public void NeverAnswer() => _answers.Enqueue(async (_, ct) =>
    {
        await new TaskCompletionSource().Task.WaitAsync(ct);
        throw new InvalidOperationException();
    });

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var headers = request.Headers.Concat(request.Content?.Headers ?? Enumerable.Empty<KeyValuePair<string, IEnumerable<string>>>())
            .ToDictionary(header => header.Key, header => string.Join(',', header.Value), StringComparer.OrdinalIgnoreCase);
        Requests.Add((request.RequestUri!.AbsoluteUri, request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken), headers));
        return await _answers.Dequeue()(request, cancellationToken);
    }
}
