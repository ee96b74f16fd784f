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
