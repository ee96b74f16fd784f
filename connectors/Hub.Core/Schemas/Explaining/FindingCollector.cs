using Hub.Core.Schemas.Formats;
using NJsonSchema;
using NJsonSchema.Validation;

namespace Hub.Core.Schemas.Explaining;

/// <summary>Turns the validator's tree of errors into a flat list: of alternatives, only the one that was meant.</summary>
internal static class FindingCollector
{
    private static readonly Dictionary<ValidationErrorKind, string> Rules = new()
    {
        [ValidationErrorKind.StringExpected] = "type",
        [ValidationErrorKind.IntegerExpected] = "type",
        [ValidationErrorKind.BooleanExpected] = "type",
        [ValidationErrorKind.ObjectExpected] = "type",
        [ValidationErrorKind.ArrayExpected] = "type",
        [ValidationErrorKind.PropertyRequired] = "required",
        [ValidationErrorKind.NoAdditionalPropertiesAllowed] = "additionalProperties",
        [ValidationErrorKind.NotInEnumeration] = "enum",
        [ValidationErrorKind.ExcludedSchemaValidates] = "not",
        [ValidationErrorKind.PatternMismatch] = "pattern",
        [ValidationErrorKind.StringTooShort] = "minLength",
        [ValidationErrorKind.StringTooLong] = "maxLength",
        [ValidationErrorKind.DateTimeExpected] = "format",
        [ValidationErrorKind.DateExpected] = "format",
        [ValidationErrorKind.NumberTooSmall] = "minimum",
        [ValidationErrorKind.NumberTooBig] = "maximum",
        [ValidationErrorKind.IntegerTooBig] = "maximum",
        [ValidationErrorKind.TooFewItems] = "minItems",
        [ValidationErrorKind.TooManyItems] = "maxItems",
        [ValidationErrorKind.NotAnyOf] = "anyOf",
        [ValidationErrorKind.NotOneOf] = "oneOf",
    };

    /// <summary>A rule that has nothing to add where the other is broken: an empty text also misses its pattern.</summary>
    private static readonly Dictionary<string, string> SaidBy = new() { ["format"] = "pattern", ["pattern"] = "minLength" };

    public static List<Finding> Collect(IEnumerable<ValidationError> errors)
    {
        // What the object itself says of a property comes before what an alternative says of it.
        var all = errors.OrderBy(e => e.Kind is ValidationErrorKind.NotAnyOf or ValidationErrorKind.NotOneOf).SelectMany(Flatten).ToList();
        var wrongType = all.Where(f => f.Rule == "type").Select(f => f.Pointer).ToHashSet(StringComparer.Ordinal);

        var broken = all.Select(f => (f.Pointer, f.Rule)).ToHashSet();

        return
        [
            .. all
                .Where(f => !IsBeneath(f.Pointer, wrongType) && (f.Rule == "type" || !wrongType.Contains(f.Pointer)))
                .Where(f => !SaidBy.TryGetValue(f.Rule, out var louder) || !broken.Contains((f.Pointer, louder)))
                .DistinctBy(f => (f.Pointer, f.Rule)),
        ];
    }

    private static IEnumerable<Finding> Flatten(ValidationError error) => error.Kind switch
    {
        ValidationErrorKind.NotAnyOf or ValidationErrorKind.NotOneOf => Alternatives((ChildSchemaValidationError)error),
        ValidationErrorKind.ArrayItemNotValid => ((ChildSchemaValidationError)error).Errors.Values.SelectMany(Collect),
        _ => [new Finding(PointerOf(error), Rules.GetValueOrDefault(error.Kind, "schema"), error.Schema)],
    };

    private static IEnumerable<Finding> Alternatives(ChildSchemaValidationError error)
    {
        var self = PointerOf(error);
        var branches = error.Errors.Values.Select(Collect).ToList();
        if (branches.Any(b => b.Count == 0))
        {
            return [new Finding(self, "oneOf", error.Schema)];
        }

        // A branch whose enum or not fails was not the one meant, unless that is true of all of them.
        var meant = branches.Where(b => !b.Any(f => f.Rule is "enum" or "not")).ToList();
        return (meant.Count > 0 ? meant : branches).SelectMany(b => b);
    }

    private static string PointerOf(ValidationError error)
    {
        var path = error.Path![2..];
        if (error.Kind != ValidationErrorKind.NoAdditionalPropertiesAllowed)
        {
            return JsonPointer.OfPath(path);
        }

        // The name comes out of the data and may hold anything, dots too.
        var parent = path.Length == error.Property!.Length ? "" : path[..^(error.Property.Length + 1)];
        return JsonPointer.Append(JsonPointer.OfPath(parent), error.Property);
    }

    private static bool IsBeneath(string pointer, HashSet<string> pointers)
    {
        for (var slash = pointer.LastIndexOf('/'); slash >= 0; slash = slash > 0 ? pointer.LastIndexOf('/', slash - 1) : -1)
        {
            if (pointers.Contains(pointer[..slash]))
            {
                return true;
            }
        }

        return false;
    }
}
