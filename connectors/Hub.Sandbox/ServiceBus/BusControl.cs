using Hub.Sandbox.Control;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using static Hub.Sandbox.Control.ControlAnswers;

namespace Hub.Sandbox.ServiceBus;

/// <summary>The part of the control API that concerns the Service Bus twin.</summary>
internal static class BusControl
{
    public static void Map(RouteGroupBuilder bus)
    {
        bus.MapGet("", (BusListener listener, ServiceBusTwinOptions options) => Ok(new { host = options.Host, port = listener.Port, connectionString = listener.ConnectionString(options.Keys[0]) }));
        bus.MapGet("/queues", (BusNamespace space) => Ok(new { queues = space.All.Select(queue => queue.View()) }));
        bus.MapGet("/queues/{name}", (string name, BusNamespace space) => space.Find(name) is { } queue ? Ok(queue.View()) : NoQueue(name));
        bus.MapGet("/queues/{name}/messages", List);
        bus.MapPut("/queues/{name}", Declare);
        bus.MapDelete("/queues/{name}", (string name, BusNamespace space) => space.Remove(name) ? Ok(new { removed = name }) : NoQueue(name));
        bus.MapPut("/tokens", Learn);
    }

    private static IResult List(string name, BusNamespace space, bool dead = false, int limit = 1000) =>
        CheckLimit(limit) ?? (space.Find(name) is { } queue ? Ok(new { messages = queue.List(dead, limit) }) : NoQueue(name));

    private static IResult Declare(string name, Body<QueueRequest> body, BusNamespace space)
    {
        if (body.Value is not { } request)
        {
            return Wrong(body.Error!);
        }

        try
        {
            var settings = request.Of(name);
            settings.Validate();
            return Ok(space.Declare(settings).View());
        }
        catch (ArgumentException wrong)
        {
            return Wrong(wrong.Message);
        }
    }

    private static IResult Learn(Body<TokensRequest> body, BusTokens tokens)
    {
        if (body.Value is not { } request || request.Keys?.Any(key => string.IsNullOrEmpty(key.Name) || string.IsNullOrEmpty(key.Key)) is true)
        {
            return Wrong(body.Error ?? "Every key needs a name and a key.");
        }

        tokens.Learn(request.Keys, request.BearerTokens);
        return Ok(new { learned = true });
    }

    private static IResult NoQueue(string name) => Missing($"The namespace has no queue '{name}'.");
}

/// <summary>Body of <c>PUT /_twin/service-bus/queues/{name}</c>; what is left out has its usual value.</summary>
internal sealed record QueueRequest(
    double? LockSeconds = null, int? MaxDeliveryCount = null, double? DuplicateWindowSeconds = null, bool? DeadLetterOnExpiry = null, double? TimeToLiveSeconds = null,
    long? MaxBytes = null, bool? RequiresSession = null)
{
    public ServiceBusQueueOptions Of(string name)
    {
        var usual = new ServiceBusQueueOptions { Name = name };
        return usual with
        {
            LockDuration = Span(LockSeconds) ?? usual.LockDuration,
            MaxDeliveryCount = MaxDeliveryCount ?? usual.MaxDeliveryCount,
            DuplicateWindow = Span(DuplicateWindowSeconds) ?? usual.DuplicateWindow,
            DeadLetterOnExpiry = DeadLetterOnExpiry ?? usual.DeadLetterOnExpiry,
            DefaultTimeToLive = Span(TimeToLiveSeconds) ?? usual.DefaultTimeToLive,
            MaxBytes = MaxBytes ?? usual.MaxBytes,
            RequiresSession = RequiresSession ?? usual.RequiresSession,
        };
    }

    private static TimeSpan? Span(double? seconds) => seconds is { } s ? TimeSpan.FromSeconds(Math.Clamp(s, 0, 1e9)) : null;
}

/// <summary>Body of <c>PUT /_twin/service-bus/tokens</c>; what is left out stays.</summary>
internal sealed record TokensRequest(IReadOnlyList<ServiceBusTwinKey>? Keys, IReadOnlyList<string>? BearerTokens);
