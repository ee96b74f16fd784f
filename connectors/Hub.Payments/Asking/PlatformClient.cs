using System.Text.Json.Nodes;
using Hub.Connectors;
using Hub.Payments.Messengers.Platform;
using Hub.Payments.Model;
using Hub.Payments.Settings;
using Refit;

namespace Hub.Payments.Asking;

/// <summary>Asks the national PaymentPlatform.</summary>
public interface IPlatform
{
    /// <summary>False: the settings have no address, and nothing is ever asked.</summary>
    bool IsConfigured { get; }

    /// <param name="receipt"><c>ThongTinBienLai</c>.</param>
    Task<PlatformReply> InitAsync(PlatformOrder order, JsonObject receipt, CancellationToken ct);

    Task<PlatformReply> QueryAsync(PlatformOrder order, CancellationToken ct);

    Task<PlatformReply> GetBillAsync(PlatformOrder order, CancellationToken ct);
}

/// <summary>What a call to the platform came to.</summary>
public abstract record PlatformReply
{
    private PlatformReply() { }

    /// <summary>A success by HTTP whose body is a whole JSON object; what it says may still be no.</summary>
    public sealed record Answered(ReadOnlyMemory<byte> Body) : PlatformReply;

    /// <summary>A receipt.</summary>
    public sealed record Document(ReadOnlyMemory<byte> Pdf) : PlatformReply;

    /// <summary>No answer of the platform's: none at all, a gateway's page, a torn one, or another status than success. Whether the question arrived nobody knows.</summary>
    /// <param name="What">The kind of fault, without addresses and secrets.</param>
    /// <param name="After">How long the platform asks to be left alone.</param>
    public sealed record Silent(string What, TimeSpan? After = null) : PlatformReply;
}

/// <param name="handlers">What calls leave by; null for the network.</param>
public sealed class PlatformClient(PaymentsOptions options, TimeProvider clock, Func<HttpMessageHandler>? handlers = null) : IPlatform
{
    private const long MaxAnswer = 4 * 1024 * 1024;
    private static readonly TimeSpan Connecting = TimeSpan.FromSeconds(10);
    private static readonly byte[] PdfStart = "%PDF-"u8.ToArray();

    private readonly PlatformOptions _platform = options.Platform;
    private readonly string? _bearer = options.Platform.Token.Length > 0 ? $"Bearer {options.Platform.Token}" : null;
    private readonly IPlatformApi? _api = options.Platform.Url is { } address ? Create(options.Platform, address, clock, handlers) : null;

    public bool IsConfigured => _api is not null;

    public Task<PlatformReply> InitAsync(PlatformOrder order, JsonObject receipt, CancellationToken ct) => AskAsync(
        (api, message) => api.InitAsync(message, _bearer, ct), PlatformMessages.Init(_platform.Partner, order.Reference, order.Amount, order.Text, order.CreatedAt, _platform.Ip, _platform.Secret, receipt));

    public Task<PlatformReply> QueryAsync(PlatformOrder order, CancellationToken ct) => AskAsync(
        (api, message) => api.QueryAsync(message, _bearer, ct), PlatformMessages.Query(_platform.Partner, order.Reference, clock.GetUtcNow(), _platform.Secret));

    public Task<PlatformReply> GetBillAsync(PlatformOrder order, CancellationToken ct) => AskAsync(
        (api, message) => api.GetBillAsync(message, _bearer, ct), PlatformMessages.GetBill(_platform.Partner, order.Reference, clock.GetUtcNow(), _platform.Secret));

    private static IPlatformApi Create(PlatformOptions platform, Uri address, TimeProvider clock, Func<HttpMessageHandler>? handlers)
    {
        var root = new Uri(address, "/");
        var answers = new AnswerHandler(MaxAnswer, clock) { InnerHandler = handlers?.Invoke() ?? PartnerHandlers.Network(Connecting) };
        var operations = new OperationHandler(root, [new PartnerOperation(PlatformPaths.Ask, address.AbsoluteUri, platform.Timeout)]) { InnerHandler = answers };
        var http = new HttpClient(operations) { BaseAddress = root, Timeout = Timeout.InfiniteTimeSpan };
        return RestService.ForGenerated<IPlatformApi>(http, PartnerJson.Settings(PlatformJson.Default));
    }

    private async Task<PlatformReply> AskAsync(Func<IPlatformApi, JsonObject, Task<ApiResponse<JsonObject>>> call, JsonObject message)
    {
        if (_api is null)
        {
            return new PlatformReply.Silent("not configured");
        }

        using var response = await call(_api, message);
        if (response.Silence() is { } silent)
        {
            return new PlatformReply.Silent(silent.What);
        }

        var body = response.Body()!;
        return !response.IsSuccessStatusCode ? new PlatformReply.Silent($"HTTP {(int)response.StatusCode!}", response.Pause(clock.GetUtcNow()))
            : body.Bytes is not { } bytes ? new PlatformReply.Silent("too-large")
            : bytes.Span.StartsWith(PdfStart) ? new PlatformReply.Document(bytes)
            : PlatformAnswers.IsObject(body.Plain) ? new PlatformReply.Answered(body.Plain)
            : new PlatformReply.Silent(BodyKind.Of(bytes.Span, body.MediaType));
    }
}
