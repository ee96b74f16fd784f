using Amqp;
using Amqp.Framing;
using Amqp.Listener;
using Amqp.Types;
using Hub.Sandbox.Twins;

namespace Hub.Sandbox.ServiceBus;

/// <summary>Answers every attach: to a queue, its dead letters, its management, or <c>$cbs</c>.</summary>
internal sealed class BusLinks(
    BusNamespace space, BusTokens tokens, ServiceBusFaults faults, ServiceBusTwinOptions options, TwinClock clock, Effects effects) : ILinkProcessor
{
    private const string Cbs = "$cbs";
    private const string Management = "/$management";
    private const string DeadLetters = "/$deadletterqueue";
    private const int SendCredit = 1000;
    private const int RequestCredit = 100;
    private static readonly Symbol SessionFilter = new("com.microsoft:session-filter");
    private static readonly Symbol LockedUntil = new("com.microsoft:locked-until-utc");
    private static readonly Symbol Patience = new("com.microsoft:timeout");
    private static readonly TimeSpan LongestPatience = TimeSpan.FromMinutes(1);

    public void Process(AttachContext context) => _ = ProcessAsync(context);

    private async Task ProcessAsync(AttachContext context)
    {
        try
        {
            if (await AttachAsync(context) is { } refusal)
            {
                effects.Count(refusal.Condition == ErrorCode.UnauthorizedAccess ? BusEffects.Unauthorized : BusEffects.Refused);
                context.Complete(refusal);
            }
        }
        catch (AmqpException)
        {
            // The connection went while it was answered.
        }
    }

    /// <returns>Why the link is refused; null when it was answered.</returns>
    private async Task<Error?> AttachAsync(AttachContext context)
    {
        var attach = context.Attach;
        var isSend = !attach.Role;
        var connection = BusConnection.Of(context.Link, effects);
        attach.MaxMessageSize = (ulong)options.MaxMessageBytes;
        var address = Path(isSend ? (attach.Target as Target)?.Address : (attach.Source as Source)?.Address);
        if (address == Cbs)
        {
            return Converse(context, connection, new BusSecurity(connection, tokens, effects).Answer);
        }

        var strike = await faults.StrikeAsync("open", context.Link);
        if (strike.Error is not null || strike.IsOver)
        {
            return strike.Error;
        }

        var isManagement = address.EndsWith(Management, StringComparison.OrdinalIgnoreCase);
        var path = isManagement ? address[..^Management.Length] : address;
        var isDead = path.EndsWith(DeadLetters, StringComparison.OrdinalIgnoreCase);
        path = isDead ? path[..^DeadLetters.Length] : path;
        if (!(isManagement ? MaySend() || MayListen() : isSend ? MaySend() : MayListen()))
        {
            return AmqpErrors.Unauthorized(isSend ? "Send" : "Listen");
        }

        if (space.Find(path) is not { } queue)
        {
            return AmqpErrors.NoQueue(path);
        }

        if (isManagement)
        {
            return Converse(context, connection, new BusManagement(queue, isDead, faults, MaySend, MayListen).Answer);
        }

        if (isSend)
        {
            if (isDead)
            {
                return AmqpErrors.Of(ErrorCode.NotAllowed, "Nothing can be sent to dead letters.");
            }

            context.Complete(new QueueTarget(queue, faults, options, MaySend), SendCredit);
            return null;
        }

        var source = new QueueSource(queue, isDead, context.Link, faults, MayListen);
        if (await LockSessionAsync(attach, queue, isDead, source) is { } refusal)
        {
            return refusal;
        }

        context.Complete(new QueueSourceEnd(source, context.Link), 0);
        return null;

        // Some clients bring a token for the management alone.
        bool MaySend() => connection.May(address, send: true, clock.GetUtcNow());

        bool MayListen() => connection.May(address, send: false, clock.GetUtcNow());
    }

    private static Error? Converse(AttachContext context, BusConnection connection, Func<Message, ListenerLink, Task<Message?>> answer)
    {
        if (context.Attach.Role)
        {
            connection.AddReply(context.Link, context.Attach);
            context.Complete(new ReplyEnd(), 0);
        }
        else
        {
            context.Complete(new RequestEnd(connection, answer), RequestCredit);
        }

        return null;
    }

    private async Task<Error?> LockSessionAsync(Attach attach, BusQueue queue, bool isDead, QueueSource source)
    {
        var filters = (attach.Source as Source)?.FilterSet;
        object? filter = null;
        var isAsked = filters?.TryGetValue(SessionFilter, out filter) is true;
        if (isAsked != (queue.Settings.RequiresSession && !isDead))
        {
            return AmqpErrors.Of(ErrorCode.NotAllowed, isAsked ? "The queue has no sessions." : "The queue can only be received from by sessions.");
        }

        if (!isAsked)
        {
            return null;
        }

        var id = AmqpForm.Text(filter is DescribedValue described ? described.Value : filter);
        if (!await source.LockSessionAsync(id, id is null ? Wait(attach) : TimeSpan.Zero, clock))
        {
            return id is null ? AmqpErrors.Of(AmqpErrors.Timeout, "No session came in time.") : AmqpErrors.Of(AmqpErrors.SessionTaken, "The session is locked by another.");
        }

        filters![SessionFilter] = source.Session!.Id;
        attach.Properties ??= [];
        attach.Properties[LockedUntil] = source.Session.LockedUntil.UtcTicks;
        return null;
    }

    private static TimeSpan Wait(Attach attach) =>
        attach.Properties?.TryGetValue(Patience, out var given) is true && given is uint milliseconds && milliseconds < LongestPatience.TotalMilliseconds
            ? TimeSpan.FromMilliseconds(milliseconds)
            : LongestPatience;

    // Plain, or a whole address.
    private static string Path(string? address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var whole) ? Uri.UnescapeDataString(whole.AbsolutePath).Trim('/') : (address ?? "").Trim('/');
}
