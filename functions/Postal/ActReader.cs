using Hub.Core.Schemas.Explaining;
using Hub.Postal.Acts;

namespace Hub.Functions.Postal;

/// <summary>Reads the shape of an act; what it means is checked where acts are done.</summary>
internal static class ActReader
{
    public static PostalAct? Read(ActKind kind, ActRequest request, List<SchemaViolation> errors)
    {
        var stage = Stage(request.Stage, errors);
        var attachment = Picture(request.Attachment, errors);
        if (request.ActId is null)
        {
            errors.Add(Missing("/actId"));
        }

        if (request.At is null)
        {
            errors.Add(Missing("/at"));
        }

        return errors.Count > 0 ? null : new PostalAct
        {
            ActId = request.ActId!,
            Kind = kind,
            At = request.At!.Value.ToUniversalTime(),
            Papers = request.Papers,
            Person = request.Person,
            Cash = request.Cash,
            Position = request.Position,
            Attachment = attachment,
            Reason = request.Reason,
            Stage = stage,
            Note = request.Note,
            Office = request.Office,
            Holder = request.Holder,
        };
    }

    public static SchemaViolation Missing(string pointer) => new(pointer, "required", ("Cần có mục này.", "This is needed."));

    private static ActStage? Stage(string? stage, List<SchemaViolation> errors)
    {
        if (stage is not (null or "pickup" or "delivery"))
        {
            errors.Add(new SchemaViolation("/stage", "enum", ("stage phải là pickup hoặc delivery.", "stage must be pickup or delivery.")));
        }

        return stage switch
        {
            "pickup" => ActStage.Pickup,
            "delivery" => ActStage.Delivery,
            _ => null,
        };
    }

    private static ActAttachment? Picture(AttachmentRequest? attachment, List<SchemaViolation> errors)
    {
        if (attachment is null)
        {
            return null;
        }

        var content = new byte[(attachment.Content?.Length ?? 0) / 4 * 3];
        if (attachment.Content is not { Length: > 0 } text || !Convert.TryFromBase64String(text, content, out var length))
        {
            errors.Add(new SchemaViolation("/attachment/content", "contentEncoding", ("Nội dung ảnh phải là base64.", "The picture's content must be base64.")));
            return null;
        }

        return ActAttachment.Of(attachment.Kind ?? "", content.AsMemory(0, length));
    }
}
