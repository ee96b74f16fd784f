using Amqp;
using Amqp.Framing;
using Amqp.Listener;

namespace Hub.Sandbox.ServiceBus;

/// <summary>A sender's link to a queue.</summary>
internal sealed class QueueTarget(BusQueue queue, ServiceBusFaults faults, ServiceBusTwinOptions options, Func<bool> mayUse) : LinkEndpoint
{
    public override void OnMessage(MessageContext messageContext) => _ = TakeAsync(messageContext);

    public override void OnFlow(FlowContext flowContext)
    {
    }

    public override void OnDisposition(DispositionContext dispositionContext) => dispositionContext.Complete();

    private async Task TakeAsync(MessageContext context)
    {
        try
        {
            var strike = await faults.StrikeAsync("send", context.Link);
            if (strike.IsOver)
            {
                return;
            }

            var refusal = strike.Error ?? Take(context.Message);
            if (strike.TearsAfter)
            {
                BusConnection.Tear(context.Link);
            }
            else if (refusal is null)
            {
                context.Complete();
            }
            else
            {
                context.Complete(refusal);
                if (refusal.Condition == ErrorCode.NotFound)
                {
                    // A queue that is made anew is found by a new link only.
                    await context.Link.CloseAsync(TimeSpan.Zero, refusal);
                }
            }
        }
        catch (AmqpException)
        {
            // The link went while the message was looked at.
        }
    }

    private Error? Take(Message message)
    {
        if (!mayUse())
        {
            return AmqpErrors.Unauthorized("Send");
        }

        if (queue.IsClosed)
        {
            return AmqpErrors.NoQueue(queue.Settings.Name);
        }

        try
        {
            var contents = AmqpForm.Read(message);
            return contents.Sum(content => content.Size) > options.MaxMessageBytes + 1024
                ? AmqpErrors.Of(ErrorCode.MessageSizeExceeded, $"The received message is larger than {options.MaxMessageBytes} bytes.")
                : queue.Settings.RequiresSession && contents.Any(content => content.SessionId is null)
                ? AmqpErrors.Of(ErrorCode.NotAllowed, "The SessionId was not set on a message, and it cannot be sent to the entity.")
                : queue.Send(contents) is null ? AmqpErrors.Full() : null;
        }
        catch (AmqpException wrong)
        {
            return wrong.Error;
        }
    }
}
