using Hub.Core;
using Hub.Core.Schemas.Explaining;

namespace Hub.Postal.Acts;

/// <summary>Gathers what is wrong with something told.</summary>
internal sealed class Faults
{
    private const int MaxId = 100;
    private readonly List<SchemaViolation> _all = [];

    public IReadOnlyList<SchemaViolation> All => _all;

    public static bool IsId(string? id, int max) => id is { Length: > 0 } && id.Length <= max && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or ':' or '-');

    public void Add(string pointer, string rule, Bilingual text) => _all.Add(new SchemaViolation(pointer, rule, text));

    public void Id(string pointer, string? id, int max = MaxId)
    {
        if (!IsId(id, max))
        {
            Add(pointer, "pattern", ($"Cần 1 đến {max} ký tự trong A-Z a-z 0-9 . _ : -.", $"1 to {max} characters of A-Z a-z 0-9 . _ : - are needed."));
        }
    }

    public void Required(string pointer) => Add(pointer, "required", ("Cần có mục này.", "This is needed."));

    public void Unless(bool fits, string pointer)
    {
        if (!fits)
        {
            Add(pointer, "additionalProperties", ("Việc này không nhận mục đó; bỏ đi.", "This act does not take it; leave it out."));
        }
    }

    public void Text(string pointer, string? text, int max, bool isRequired = false)
    {
        if (text is null ? isRequired : string.IsNullOrWhiteSpace(text) || text.Length > max)
        {
            Add(pointer, "maxLength", ($"Cần 1 đến {max} ký tự.", $"1 to {max} characters are needed."));
        }
    }

    public void Word(string pointer, string? word, IEnumerable<string> words, bool isRequired = false)
    {
        if (word is null ? isRequired : !words.Contains(word, StringComparer.Ordinal))
        {
            var list = string.Join(", ", words.Order(StringComparer.Ordinal));
            Add(pointer, "enum", ($"Phải là một trong: {list}.", $"It must be one of: {list}."));
        }
    }
}
