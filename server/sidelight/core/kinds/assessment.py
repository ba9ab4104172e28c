"""The assessments of all kinds, as one type."""

from sidelight.core.kinds.background import BackgroundAssessment
from sidelight.core.kinds.comparison import ComparisonAssessment
from sidelight.core.kinds.figure import FigureAssessment
from sidelight.core.kinds.label import LabelAssessment

Assessment = FigureAssessment | ComparisonAssessment | LabelAssessment | BackgroundAssessment
