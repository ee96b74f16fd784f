using System.Collections.Frozen;
using Azure.Messaging.ServiceBus;
using Hub.Core.Parties;

namespace Hub.Functions.Azure;

/// <summary>An invocation of a function that is no request.</summary>
/// <param name="Function">Its name.</param>
/// <param name="InvocationId">The host writes it into its own log too.</param>
/// <param name="Cancelled">The host wants it to end.</param>
public sealed record TriggerCall(string Function, string InvocationId, ISettlement Settlement, CancellationToken Cancelled);

/// <summary>The invocation failed as the host counts it; no message of it is lost.</summary>
public sealed class TriggerFailedException(string message) : Exception(message);

/// <summary>What invocations by queues and timers do.</summary>
public sealed class Triggers
{
    private readonly TriggerRunner _runner;
    private readonly EventTrigger _events;
    private readonly LaneTrigger _lanes;
    private readonly ScheduleTrigger _schedules;
    private readonly FrozenDictionary<string, string> _laneOf;
    private readonly FrozenDictionary<string, Schedule> _scheduleOf;

    internal Triggers(TriggerRunner runner, EventTrigger events, LaneTrigger lanes, ScheduleTrigger schedules, PartyList parties)
    {
        (_runner, _events, _lanes, _schedules) = (runner, events, lanes, schedules);
        _laneOf = parties.Lanes.ToFrozenDictionary(FunctionNames.Lane, StringComparer.Ordinal);
        _scheduleOf = Schedules.Of(parties).ToFrozenDictionary(schedule => FunctionNames.Timer(schedule.Name), StringComparer.Ordinal);
    }

    /// <summary>Takes events off their queue. Each message is settled, whatever comes of it.</summary>
    /// <returns>One line without personal data.</returns>
    /// <exception cref="TriggerFailedException">Something could not be kept, and went back to its queue.</exception>
    public Task<string> EventsAsync(TriggerCall call, IReadOnlyList<ServiceBusReceivedMessage> messages) =>
        _runner.RunMessagesAsync(call, [.. messages.Select(TriggerMessage.Of)], _events.RunAsync);

    /// <summary>Takes a lane's notices; each is completed when the store has settled its delivery.</summary>
    /// <inheritdoc cref="EventsAsync"/>
    public Task<string> NoticesAsync(TriggerCall call, IReadOnlyList<ServiceBusReceivedMessage> messages) => _laneOf.TryGetValue(call.Function, out var lane)
        ? _runner.RunMessagesAsync(call, [.. messages.Select(TriggerMessage.Of)], (taken, ct) => _lanes.RunAsync(lane, taken, ct))
        : throw new TriggerFailedException($"no lane belongs to {call.Function}");

    /// <summary>Lets the steps of a schedule run.</summary>
    /// <returns>One line.</returns>
    /// <exception cref="TriggerFailedException">A step failed.</exception>
    public Task<string> TimerAsync(TriggerCall call) => _scheduleOf.TryGetValue(call.Function, out var schedule)
        ? _runner.RunAsync(call, ct => _schedules.RunAsync(schedule, ct))
        : throw new TriggerFailedException($"no schedule belongs to {call.Function}");
}
