using System.Globalization;
using Amqp;
using Amqp.Framing;
using Amqp.Listener;
using Amqp.Types;

namespace Hub.Sandbox.ServiceBus;

/// <summary><c>queue/$management</c>: requests with an <c>operation</c> and a map (vendor's page "AMQP in Azure Service Bus: request/response-based operations").</summary>
internal sealed class BusManagement(BusQueue queue, bool isDead, ServiceBusFaults faults, Func<bool> maySend, Func<bool> mayListen)
{
    private const string Vendor = "com.microsoft:";
    private const int MaxPeek = 250;

    public async Task<Message?> Answer(Message request, ListenerLink link)
    {
        var operation = (AmqpForm.Text(request.ApplicationProperties?["operation"]) ?? "").Replace(Vendor, "", StringComparison.Ordinal);
        var strike = await faults.StrikeAsync(operation, link);
        if (strike.IsOver)
        {
            return null;
        }

        var (status, body, error) = strike.Error is not null ? Refused(503, strike.Error) : Do(operation, request.Body as Map ?? []);
        if (strike.TearsAfter)
        {
            BusConnection.Tear(link);
            return null;
        }

        var answer = new Message { ApplicationProperties = new ApplicationProperties(), BodySection = new AmqpValue { Value = body } };
        answer.ApplicationProperties["statusCode"] = status;
        answer.ApplicationProperties["statusDescription"] = error?.Description ?? "OK";
        if (error is not null)
        {
            answer.ApplicationProperties["errorCondition"] = error.Condition;
        }

        return answer;
    }

    private (int Status, Map Body, Error? Error) Do(string operation, Map body)
    {
        if (!(operation is "schedule-message" or "cancel-scheduled-message" ? maySend() : mayListen()))
        {
            return Refused(401, AmqpErrors.Unauthorized(mayListen() ? "Send" : "Listen"));
        }

        if (queue.IsClosed)
        {
            return Refused(404, AmqpErrors.NoQueue(queue.Settings.Name));
        }

        try
        {
            return operation switch
            {
                "renew-lock" => Renew(Tokens(body)),
                "renew-session-lock" => queue.RenewSession(Text(body, "session-id"), owner: null) is { } until
                    ? Done("expiration", until.UtcDateTime)
                    : Refused(410, AmqpErrors.Of(AmqpErrors.SessionLockLost, "The session lock has expired.")),
                "schedule-message" => Schedule(body),
                "cancel-scheduled-message" => queue.Cancel(Numbers(body)) ? Done() : NotFound(),
                "peek-message" => Peek(body),
                "receive-by-sequence-number" => ReceiveDeferred(body),
                "update-disposition" => Settle(body),
                "get-session-state" => Done("session-state", queue.Note(Text(body, "session-id"))),
                "set-session-state" => SetState(body),
                _ => Refused(501, AmqpErrors.Of(ErrorCode.NotImplemented, $"The twin does not know '{operation}'.")),
            };
        }
        catch (AmqpException wrong)
        {
            return Refused(400, wrong.Error);
        }
        catch (Exception wrong) when (wrong is InvalidCastException or FormatException or OverflowException or ArgumentException)
        {
            return Refused(400, AmqpErrors.Of(ErrorCode.InvalidField, $"The request is not of the form that '{operation}' has."));
        }
    }

    private (int, Map, Error?) Renew(IReadOnlyList<Guid> tokens)
    {
        var ends = tokens.Select(queue.Renew).ToList();
        return ends.Exists(end => end is null) ? Lost() : Done("expirations", ends.Select(end => end!.Value.UtcDateTime).ToArray());
    }

    private (int, Map, Error?) Schedule(Map body)
    {
        var contents = AmqpForm.Items(body["messages"]).Select(item => AmqpForm.ReadOne(AmqpForm.Decode((byte[])((Map)item)["message"]))).ToList();
        return queue.Send(contents) is { } numbers ? Done("sequence-numbers", numbers.ToArray()) : Refused(403, AmqpErrors.Full());
    }

    private (int, Map, Error?) Peek(Map body)
    {
        var count = Math.Clamp(Convert.ToInt32(body["message-count"], CultureInfo.InvariantCulture), 1, MaxPeek);
        var messages = queue.Peek(isDead, Convert.ToInt64(body["from-sequence-number"], CultureInfo.InvariantCulture), count, AmqpForm.Text(body["session-id"]));
        return messages.Count == 0
            ? (204, [], null)
            : Done("messages", Maps(messages, message => new Map { ["message"] = Encoded(message, isPeeked: true) }));
    }

    private (int, Map, Error?) ReceiveDeferred(Map body)
    {
        var session = AmqpForm.Text(body["session-id"]);
        var messages = queue.NextDeferred(Numbers(body), isDead, session, destructive: Convert.ToUInt32(body["receiver-settle-mode"], CultureInfo.InvariantCulture) == 0);
        return messages is null
            ? NotFound()
            : Done("messages", Maps(messages, message => new Map { ["lock-token"] = message.LockToken, ["message"] = Encoded(message) }));
    }

    private (int, Map, Error?) Settle(Map body)
    {
        var changes = AmqpForm.Changes(body["properties-to-modify"] as Map);
        Func<Guid, bool> settle = AmqpForm.Text(body["disposition-status"]) switch
        {
            "completed" => queue.Complete,
            "abandoned" => token => queue.Abandon(token, changes),
            "suspended" => token => queue.Bury(token, AmqpForm.Text(body["deadletter-reason"]), AmqpForm.Text(body["deadletter-description"]), changes),
            "defered" => token => queue.Defer(token, changes),
            _ => throw new AmqpException(AmqpErrors.Of(ErrorCode.NotAllowed, "Unknown disposition.")),
        };
        return Tokens(body).Count(settle) == Tokens(body).Count ? Done() : Lost();
    }

    private (int, Map, Error?) SetState(Map body)
    {
        queue.Note(Text(body, "session-id"), body["session-state"] as byte[]);
        return Done();
    }

    private static List Maps(IReadOnlyList<BusMessage> messages, Func<BusMessage, Map> map)
    {
        var list = new List();
        foreach (var message in messages)
        {
            list.Add(map(message));
        }

        return list;
    }

    private byte[] Encoded(BusMessage message, bool isPeeked = false)
    {
        var buffer = AmqpForm.Write(message, queue.Settings.Name, isPeeked).Encode();
        return buffer.Buffer.AsSpan(buffer.Offset, buffer.Length).ToArray();
    }

    private static List<Guid> Tokens(Map body) => [.. AmqpForm.Items(body["lock-tokens"]).Cast<Guid>()];

    private static List<long> Numbers(Map body) =>
        [.. AmqpForm.Items(body["sequence-numbers"]).Select(number => Convert.ToInt64(number, CultureInfo.InvariantCulture))];

    private static string Text(Map body, string name) =>
        AmqpForm.Text(body[name]) ?? throw new AmqpException(AmqpErrors.Of(ErrorCode.InvalidField, $"'{name}' is missing."));

    private static (int, Map, Error?) Done(string? name = null, object? value = null) => (200, name is null ? [] : new Map { [name] = value }, null);

    private static (int, Map, Error?) Refused(int status, Error error) => (status, [], error);

    private static (int, Map, Error?) Lost() => Refused(410, AmqpErrors.Of(AmqpErrors.LockLost, "The lock supplied is invalid."));

    private static (int, Map, Error?) NotFound() => Refused(404, AmqpErrors.Of(AmqpErrors.MessageNotFound, "A message of this number was not found."));
}
