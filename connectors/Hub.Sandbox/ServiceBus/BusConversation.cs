using Amqp;
using Amqp.Listener;
using Hub.Sandbox.Twins;

namespace Hub.Sandbox.ServiceBus;

/// <summary>Takes requests and sends each answer to the link that the request names.</summary>
/// <param name="answer">Null for no answer at all.</param>
internal sealed class RequestEnd(BusConnection connection, Func<Message, ListenerLink, Task<Message?>> answer) : LinkEndpoint
{
    public override void OnMessage(MessageContext messageContext) => _ = AnswerAsync(messageContext);

    public override void OnFlow(FlowContext flowContext)
    {
    }

    public override void OnDisposition(DispositionContext dispositionContext) => dispositionContext.Complete();

    private async Task AnswerAsync(MessageContext context)
    {
        try
        {
            context.Complete();
            if (await answer(context.Message, context.Link) is { } said)
            {
                said.Properties = new Amqp.Framing.Properties();
                said.Properties.SetCorrelationId(context.Message.Properties?.GetMessageId());
                connection.Reply(context.Message.Properties?.ReplyTo)?.SendMessage(said);
            }
        }
        catch (AmqpException)
        {
            // The client went before it had its answer.
        }
    }
}

/// <summary>Where a client listens for answers.</summary>
internal sealed class ReplyEnd : LinkEndpoint
{
    public override void OnFlow(FlowContext flowContext)
    {
    }

    public override void OnDisposition(DispositionContext dispositionContext) => dispositionContext.Complete();
}

/// <summary><c>$cbs</c>: takes tokens for the connection (vendor's page "AMQP claims-based-security").</summary>
internal sealed class BusSecurity(BusConnection connection, BusTokens tokens, Effects effects)
{
    private const int Accepted = 202;
    private const int Unauthorized = 401;

    public Task<Message?> Answer(Message request, ListenerLink link)
    {
        var audience = AmqpForm.Text(request.ApplicationProperties?["name"]) ?? "";
        var (grant, refusal) = tokens.Check(audience, AmqpForm.Text(request.Body) ?? "");
        if (grant is not null)
        {
            connection.Grant(grant);
        }
        else
        {
            effects.Count(BusEffects.Unauthorized);
        }

        var answer = new Message { ApplicationProperties = new Amqp.Framing.ApplicationProperties() };
        answer.ApplicationProperties["status-code"] = grant is null ? Unauthorized : Accepted;
        answer.ApplicationProperties["status-description"] = refusal ?? "Accepted";
        return Task.FromResult<Message?>(answer);
    }
}
