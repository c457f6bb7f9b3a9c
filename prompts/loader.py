"""Load and render the prompt files of this folder."""

from functools import cache
from importlib.resources import files

from pydantic import BaseModel, ConfigDict


class Prompt(BaseModel):
    """A prompt template: Jinja text, its version and the names of its inputs."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    version: str
    inputs: tuple[str, ...]
    template: str

    def render(self, **values: str) -> str:
        """The prompt with its inputs filled in.

        Raises ValueError when an input is missing or is not declared.
        """
        from jinja2 import Environment, StrictUndefined

        if set(values) != set(self.inputs):
            raise ValueError(f"prompt {self.id} takes {sorted(self.inputs)}, got {sorted(values)}")
        environment = Environment(undefined=StrictUndefined, autoescape=False)  # noqa: S701 - plain text, no HTML
        return environment.from_string(self.template).render(**values)


@cache
def load_prompt(prompt_id: str) -> Prompt:
    """The prompt of the file ``<prompt_id>.md``; raises FileNotFoundError when there is none."""
    import frontmatter

    post = frontmatter.loads((files("prompts") / f"{prompt_id}.md").read_text(encoding="utf-8"))
    return Prompt.model_validate({**post.metadata, "template": post.content})
