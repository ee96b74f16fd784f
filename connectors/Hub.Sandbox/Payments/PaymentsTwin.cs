using System.Text.Json;
using Hub.Sandbox.Control;
using Hub.Sandbox.Faults;
using Hub.Sandbox.Twins;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Sandbox.Payments;

/// <summary>A bank with every account that is paid into, an acquirer, the messengers that tell of money, and the national PaymentPlatform.</summary>
internal sealed class PaymentsTwin(PaymentsTwinOptions options) : ITwin
{
    public IEnumerable<string> EffectKinds => PaymentsEffects.Known;

    public void AddServices(IServiceCollection services)
    {
        options.Validate();
        services
            .AddSingleton(options)
            .AddSingleton<PaymentsFaults>()
            .AddSingleton<BankLedger>()
            .AddSingleton<PlatformBills>()
            .AddSingleton<PlatformEndpoints>()
            .AddSingleton<NoticeQueue>()
            .AddSingleton<NoticeSignal>()
            .AddSingleton<NoticeSender>()
            .AddSingleton<NoticeFlaws>()
            .AddSingleton<PayService>()
            .AddSingleton<DayScript>()
            .AddHostedService<PaymentsClockwork>();
    }

    public void MapRoutes(IEndpointRouteBuilder routes, IEndpointRouteBuilder control)
    {
        routes.MapPost($"{options.BasePath}/platform", routes.ServiceProvider.GetRequiredService<PlatformEndpoints>().ServeAsync);
        var payments = control.MapGroup("/payments");
        payments.WithMetadata(new BodyLimit(options.MaxBodyBytes));
        PaymentsControl.Map(payments);
        WitnessControl.Map(payments);
        control.MapFaults("/payments/faults", routes.ServiceProvider.GetRequiredService<PaymentsFaults>());
    }

    public IReadOnlyDictionary<string, Action<JsonElement>> Restorers(IServiceProvider services) => new Dictionary<string, Action<JsonElement>>
    {
        [BankLedger.MovementLine] = services.GetRequiredService<BankLedger>().RestoreMovement,
        [BankLedger.SlipLine] = services.GetRequiredService<BankLedger>().RestoreSlip,
        [PlatformBills.Line] = services.GetRequiredService<PlatformBills>().Restore,
        [NoticeQueue.Line] = services.GetRequiredService<NoticeQueue>().Restore,
        [NoticeQueue.SettingsLine] = services.GetRequiredService<NoticeQueue>().RestoreSettings,
    };

    public void Wake(IServiceProvider services) => services.GetRequiredService<NoticeSignal>().Raise();

    public void Reset(IServiceProvider services)
    {
        services.GetRequiredService<PaymentsFaults>().Reset();
        services.GetRequiredService<BankLedger>().Clear();
        services.GetRequiredService<PlatformBills>().Clear();
        services.GetRequiredService<NoticeQueue>().Clear();
        services.GetRequiredService<NoticeSender>().Clear();
    }

    private sealed record BodyLimit(long? MaxRequestBodySize) : IRequestSizeLimitMetadata;
}

/// <summary>Operations: <c>init</c>, <c>query</c>, <c>get_bill</c>, and <c>notice</c> for what goes out: late, as HTML, twice, or with its answer lost.</summary>
internal sealed class PaymentsFaults(SeededChoice choice, TwinClock clock, Effects effects) : FaultScript("payments", [.. Usual, FaultKind.Replay], choice, clock, effects);
